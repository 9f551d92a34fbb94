import Model
import Testing

struct SubnetTests {
    @Test(arguments: [
        ("10.77.0.0/24", "10.77.0.255", true), ("10.77.0.0/24", "10.77.1.0", false), ("0.0.0.0/0", "192.0.2.1", true),
        ("192.0.2.1/32", "192.0.2.1", true), ("192.0.2.1/32", "192.0.2.2", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
        ("2001:db8::1:0/112", "2001:db8::1:ffff", true), ("2001:db8::1:0/112", "2001:db8::2:0", false),
        ("::/0", "fe80::1", true), ("::/0", "10.0.0.1", false), ("2001:db8::/64", "2001:db8::ffff", true),
    ])
    func `an address lies in a network by its leading bits`(network: String, address: String, isInside: Bool) throws {
        let subnet = try #require(Subnet(network))
        #expect(subnet.contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: [
        "10.77.0.1/24", "10.77.0.0", "10.77.0.0/33", "10.77.0.0/-1", "10.77.0.0/024", "10.77.0.0/+8", "10.77.0.0/8/8",
        "2001:db8::1/64", "2001:db8::/129", "/8", "a/8", "",
    ])
    func `what is no network is none`(text: String) {
        #expect(Subnet(text) == nil)
    }
}

struct OpeningHoursTests {
    private func moment(_ weekday: Int, _ hour: Int, _ minute: Int) -> CalendarTime {
        CalendarTime(
            year: 2026, month: 11, day: 23, hour: hour, minute: minute, second: 0, weekday: weekday, offset: 7200)
    }

    @Test(arguments: [
        ("Mon-Fri 6-18", 1, 6, 0, true), ("Mon-Fri 6-18", 1, 5, 59, false), ("Mon-Fri 6-18", 5, 17, 59, true),
        ("Mon-Fri 6-18", 5, 18, 0, false), ("Mon-Fri 6-18", 6, 12, 0, false),
        ("Mon-Thu 7:30-16, Fri 7:30-14:45", 5, 14, 44, true), ("Mon-Thu 7:30-16, Fri 7:30-14:45", 5, 14, 45, false),
        ("Sat-Mon 0-24", 7, 23, 59, true), ("Sat-Mon 0-24", 1, 0, 0, true), ("Sat-Mon 0-24", 2, 0, 0, false),
        ("sun 8-9", 7, 8, 30, true), ("Mon 6-10, Mon 12-18", 1, 11, 0, false), ("Mon-Mon 6-18", 2, 12, 0, false),
    ])
    func `a site is open on its days in its hours`(hours: String, weekday: Int, hour: Int, minute: Int, isOpen: Bool)
        throws
    {
        #expect(try #require(OpeningHours(hours)).isOpen(at: moment(weekday, hour, minute)) == isOpen)
    }

    @Test(arguments: [
        "", "Mon-Fri", "6-18", "Mon-Fri 18-6", "Mon-Fri 6-25", "Mon-Fri 6:60-7", "ma-pe 6-18", "Mon-Tue-Wed 6-18",
        "Mon 6-18,", "Mon 6-24:01", "Mon 6", "Mon +6-18", "Mon 6:-18", "- 6-18",
    ])
    func `what tells no hours is refused`(text: String) {
        #expect(OpeningHours(text) == nil)
    }
}
