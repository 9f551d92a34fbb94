import Model
import Testing

/// Which of two versions is the older.
struct VersionOrderTests {
    @Test(arguments: [
        ("YA.16.10.0007", "YA.16.10.0012"), ("YA.16.9", "YA.16.10"), ("10.13", "10.13.1"), ("15.2(7)E4", "15.2(7)E10"),
        ("Build 9600", "Build 14393"), ("v7.2-build0318", "v7.2-build0900"), ("6.49.2", "6.49.10"), ("1.0a", "1.0b"),
        ("2.9", "02.10"),
    ])
    func `piece by piece, numbers by their value`(older: String, newer: String) {
        #expect(VersionOrder.isOlder(older, than: newer) == true)
        #expect(VersionOrder.isOlder(newer, than: older) == false)
    }

    @Test(arguments: ["10.13", "YA.16.10.0007", ""])
    func `none is older than itself`(version: String) {
        #expect(VersionOrder.isOlder(version, than: version) == false)
    }

    @Test func `zeros at the end make no other version`() {
        #expect(VersionOrder.isOlder("10.13", than: "10.13.0") == false)
        #expect(VersionOrder.isOlder("10.13.0", than: "10.13") == false)
    }

    @Test(arguments: [("YA.16.10", "WC.16.11"), ("10.2", "beta"), ("1.x", "1.2")])
    func `of two lines nothing is known`(one: String, other: String) {
        #expect(VersionOrder.isOlder(one, than: other) == nil)
    }
}
