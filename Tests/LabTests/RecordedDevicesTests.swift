import Model
import Platform
import Testing

@testable import Lab

@Suite struct RecordedDevicesTests {
    private func text(_ value: String) -> String { "1.3.6.1.2.1.1.5.0|4|\(value)\n" }

    @Test func `devices stand in the order of their names, with their contexts`() {
        let devices = MadeUp.devices
        #expect((0..<devices.count).map(devices.name) == ["short", "tall"])
        #expect((devices.recordingCount, devices.objectCount) == (3, 2 + 125 + 1))
        #expect(devices.errors.isEmpty)
    }

    @Test func `copies share what was recorded and have names and addresses of their own`() {
        let texts = ["a.snmprec": text("a"), "b.snmprec": text("b"), "a-2.snmprec": text("a-2")]
        let devices = RecordedDevices(texts: texts, copies: 3)
        let names = (0..<devices.count).map(devices.name)
        #expect(names == ["a", "a-2", "b", "a-2-2", "a-2-2-2", "b-2", "a-3", "a-2-3", "b-3"])
        #expect(Set(names).count == 9)
        let first = RecordedDevices(texts: texts)
        #expect((0..<first.count).map(first.name) == Array(names.prefix(3)))
    }

    @Test func `a bad file is named and keeps no other from being served`() {
        let devices = RecordedDevices(texts: [
            "good.snmprec": text("good"), "bad.snmprec": "nonsense", "lost@7.snmprec": text("lost"),
            "bad@7.snmprec": text("bad"), "x/good.snmprec": text("twice"),
        ])
        #expect((0..<devices.count).map(devices.name) == ["good"])
        #expect(
            devices.errors.map(\.description).sorted() == [
                "bad.snmprec:1: 'nonsense' is no object; write OID|TAG|VALUE, or delete the line",
                "bad@7.snmprec: the context '7' has no device; put a sound bad.snmprec beside it",
                "lost@7.snmprec: the context '7' has no device; put a sound lost.snmprec beside it",
                "x/good.snmprec: 'good' is already the recording good.snmprec; rename one of the files",
            ])
    }

    @Test func `addresses go from 127.18.0.1 on without 0 and 255, and there and back`() {
        let places = [(0, "127.18.0.1"), (253, "127.18.0.254"), (254, "127.18.1.1"), (9_999, "127.18.39.94")]
        for (number, address) in places {
            #expect(RecordingAddresses.address(of: number).description == address)
            #expect(IPAddress(address).flatMap(RecordingAddresses.number) == number)
        }
        for number in [0, 1, 253, 254, 65_024, RecordingAddresses.limit - 1] {
            #expect(RecordingAddresses.number(at: RecordingAddresses.address(of: number)) == number)
        }
        #expect(RecordingAddresses.address(of: RecordingAddresses.limit - 1).description == "127.76.255.254")
        for none in ["127.0.0.1", "127.18.0.0", "127.18.0.255", "127.77.0.1", "10.18.0.1", "::1"] {
            #expect(IPAddress(none).flatMap(RecordingAddresses.number) == nil)
        }
    }

    @Test func `a directory has the recordings that are in it, and nothing else`() throws {
        let scratch = try Scratch()
        for name in ["b.snmprec", "a.snmprec", "notes.txt", ".hidden.snmprec"] {
            try AtomicFile.write(Array(text(name).utf8), to: "\(scratch.path)/\(name)", isDurable: false)
        }
        let files = try RecordedDevices.files(in: scratch.path)
        #expect(files == ["\(scratch.path)/a.snmprec", "\(scratch.path)/b.snmprec"])
        #expect(RecordedDevices(files: files + ["\(scratch.path)/c.snmprec"]).errors.count == 1)
        #expect(throws: PlatformError.self) { try RecordedDevices.files(in: "\(scratch.path)/none") }
    }
}
