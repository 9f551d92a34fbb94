import Foundation
import Model
import Testing

struct OIDTests {
    @Test(
        arguments: [
            ("1.3.6.1.2.1.1.3.0", [1, 3, 6, 1, 2, 1, 1, 3, 0]), (".1.3.6", [1, 3, 6]), ("0", [0]),
            ("1.4294967295", [1, 4_294_967_295]),
        ] as [(String, [UInt32])])
    func `dotted decimal is read`(text: String, subidentifiers: [UInt32]) throws {
        let oid = try #require(OID(text))
        #expect(oid.subidentifiers == subidentifiers)
        #expect(oid.description == (text.first == "." ? String(text.dropFirst()) : text))
    }

    @Test(arguments: [
        "", ".", "..", "1.", "..1", "1..3", "1.4294967296", "1.-1", "1.-0", "1.+1", "1. 3", "1.x", "iso.3", "1.٣",
    ])
    func `what is no OID is none`(text: String) {
        #expect(OID(text) == nil)
    }

    @Test(arguments: [[], [0], [1, 3, 6, 1]] as [[UInt32]])
    func `what is stored comes back, the empty one of an only row too`(subidentifiers: [UInt32]) throws {
        let stored = try JSONEncoder().encode([OID(subidentifiers)])
        #expect(try JSONDecoder().decode([OID].self, from: stored) == [OID(subidentifiers)])
    }

    @Test func `128 sub-identifiers are the limit of RFC 2578 §3.5`() {
        #expect(OID(Array(repeating: "1", count: 128).joined(separator: "."))?.count == 128)
        #expect(OID(Array(repeating: "1", count: 129).joined(separator: ".")) == nil)
        #expect(OID("." + Array(repeating: "1", count: 128).joined(separator: "."))?.count == 128)
    }

    @Test(arguments: [
        ("1.3.6", "1.3.6.1"), ("1.3.6.2", "1.3.6.10"), ("1.3.6.1.9", "1.3.6.2"), ("1.2147483647", "1.2147483648"),
    ])
    func `the order is that of GETNEXT`(first: String, second: String) throws {
        let (left, right) = (try #require(OID(first)), try #require(OID(second)))
        #expect(left < right)
        #expect(!(right < left))
    }

    @Test func `a cell is its column and its instance`() {
        let column: OID = [1, 3, 6, 1, 2, 1, 2, 2, 1, 2]
        let cell = column.appending([7])
        #expect(cell.hasPrefix(column) && !column.hasPrefix(cell))
        #expect(cell.suffix(after: column) == [7])
        #expect(cell.suffix(after: [1, 3, 7]) == nil)
        #expect(column.appending(OID([3, 4])).suffix(after: column) == [3, 4])
    }
}
