import Model
import Testing

@testable import Rules

@Suite struct CrowdTests {
    private func entry(_ place: Int, _ value: Double) -> Compared {
        Compared(
            place: place, lamp: 0, value: value, mean: value, unit: .percent, isNew: true,
            comparison: Comparison(share: 0.05, least: 3, isOfKind: true), weeks: nil,
            measure: Compared.Measure(group: "host-resources.storage", template: 0), site: "hall", subject: "",
            kin: VersionTally.Kind(vendor: "hp", model: "x", system: "linux"))
    }

    /// Up to `many` each is held against the others one by one, beyond that against all of them.
    @Test(arguments: [Crowd.fewest, Crowd.many, Crowd.many + 1, 500])
    func `who is unlike all others is so however many they are, and is not among those that are told`(
        count: Int
    ) throws {
        let usual = (0..<count - 1).map { entry($0, 41 + Double($0 % 8)) }
        let odd = entry(count - 1, 96)
        let crowd = Crowd(usual + [odd])
        let ground = try #require(crowd.grounds(for: odd).first)
        #expect(ground.ground == .others(count - 1))
        #expect(ground.bounds.isBeyond(96))
        #expect(ground.bounds.low == 41 && ground.bounds.high < 96)
        let plain = try #require(crowd.grounds(for: usual[0]).first)
        #expect(!plain.bounds.isBeyond(41))
    }

    @Test func `fewer than that tell nothing`() {
        let all = (0..<Crowd.fewest - 1).map { entry($0, 41) }
        #expect(Crowd(all).grounds(for: all[0]).isEmpty)
    }
}
