import Model
import Testing

struct NamePatternTests {
    @Test(arguments: [
        ("srv-1", "srv-1", true), ("srv-1", "srv-10", false), ("srv-1", "SRV-1", false), ("srv-*", "srv-10", true),
        ("*", "", true), ("*-1", "srv-1", true), ("s*v*1", "srv-1", true), ("s*x*1", "srv-1", false), ("", "", true),
        ("", "a", false), ("a**b", "ab", true), ("*ab", "aab", true), ("*ab", "aba", false), ("ä*", "äiti", true),
        ("*ä", "ö", false), ("sql-*", "sql-", true), ("sql-*", "mysql-1", false), ("D:*", "D:\\data", true),
        ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false), ("**", "x", true),
    ])
    func `a star stands for any characters, the rest for itself`(pattern: String, name: String, fits: Bool) {
        #expect(NamePattern(pattern).fits(name) == fits)
    }

    @Test(arguments: [("srv-1", false), ("srv-*", true), ("*", true), ("", false)])
    func `only a star makes a pattern open`(pattern: String, isOpen: Bool) {
        #expect(NamePattern(pattern).isOpen == isOpen)
    }

    @Test func `many stars cost no more than the product of the lengths`() {
        let pattern = NamePattern(String(repeating: "*a", count: 50) + "*b")
        #expect(!pattern.fits(String(repeating: "a", count: 1000)))
    }
}
