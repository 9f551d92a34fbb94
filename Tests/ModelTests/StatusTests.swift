import Model
import Testing

struct StatusTests {
    @Test(
        arguments: [
            ([], nil), ([.green], .green), ([.blue, .green], .green), ([.green, .yellow, .blue], .yellow),
            ([.yellow, .grey], .grey), ([.grey, .red, .green], .red), ([.blue, .blue], .blue),
        ] as [([Status], Status?)])
    func `many lights fold into the worst: red, grey, yellow, green, blue`(lights: [Status], whole: Status?) {
        #expect(Status.fold(lights) == whole)
        #expect(Status.fold(lights.reversed()) == whole)
    }

    @Test(arguments: [(Status.red, 2), (.grey, 3), (.yellow, 1), (.green, 0), (.blue, 0)] as [(Status, Int32)])
    func `a colour has its exit code`(status: Status, code: Int32) {
        #expect(status.exitCode == code)
    }

    @Test func `the columns of the screen stand in the order of the aspects`() {
        #expect(Aspect.allCases.map(\.column) == Array(0..<12))
        #expect(Aspect.allCases.sorted() == Aspect.allCases)
    }
}

struct ValueTests {
    @Test func `an integer stays exact, a real has none`() {
        #expect(Value.integer(.max).integer == .max)
        #expect(Value.integer(-1).number == -1)
        #expect(Value.real(0.5).integer == nil)
        #expect(Value.real(0.5).number == 0.5)
    }
}
