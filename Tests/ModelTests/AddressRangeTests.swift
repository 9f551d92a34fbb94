import Model
import Testing

struct AddressRangeTests {
    @Test(arguments: [
        ("10.20.0.0/30", "10.20.0.1", "10.20.0.2"), ("10.20.0.7/24", "10.20.0.1", "10.20.0.254"),
        ("10.20.0.4/31", "10.20.0.4", "10.20.0.5"), ("10.20.0.4/32", "10.20.0.4", "10.20.0.4"),
        ("10.20.0.10-99", "10.20.0.10", "10.20.0.99"), ("10.20.0.250-10.20.1.3", "10.20.0.250", "10.20.1.3"),
        ("255.255.255.254-255", "255.255.255.254", "255.255.255.255"), ("0.0.0.0/0", "0.0.0.1", "255.255.255.254"),
    ])
    func `a range has its first and last address`(text: String, first: String, last: String) throws {
        let range = try #require(AddressRange(text))
        #expect(IPAddress.v4(range.first) == IPAddress(first) && IPAddress.v4(range.last) == IPAddress(last))
        if range.count < 1000 {
            let addresses = Array(range.addresses)
            #expect(
                addresses.count == range.count && addresses.first == IPAddress(first)
                    && addresses.last == IPAddress(last))
        }
    }

    @Test(arguments: [
        "10.20.0.1", "sw-3", "10.20.0.9-3", "10.20.0.0/33", "10.20.0.0/", "10.20.0.1-300", "::1/64", "-", "/",
    ])
    func `other texts are none`(text: String) {
        #expect(AddressRange(text) == nil)
    }
}
