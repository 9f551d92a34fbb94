import Model
import SNMP
import Testing

@testable import Lab

@Suite struct FaultyLineTests {
    private let answer = [UInt8](0..<100)

    private func faults(_ change: (inout Faults) -> Void) -> Faults {
        var faults = Faults()
        change(&faults)
        return faults
    }

    @Test func `a sound line changes and loses nothing`() {
        var line = FaultyLine(Faults())
        for _ in 0..<100 {
            let (isLost, datagrams) = (line.loses(), line.datagrams(for: answer))
            #expect(!isLost && datagrams == [answer])
        }
        #expect(Faults().uptime(.seconds(100)) == nil)
    }

    @Test func `so many per cent are lost, the same ones for the same seed`() {
        func lost(_ percent: Double, seed: UInt64) -> [Bool] {
            var line = FaultyLine(
                faults {
                    $0.lossPercent = percent
                    $0.seed = seed
                })
            return (0..<10_000).map { _ in line.loses() }
        }
        let losses = lost(20, seed: 7)
        #expect((1800...2200).contains(losses.count { $0 }))
        #expect(losses == lost(20, seed: 7))
        #expect(losses != lost(20, seed: 8))
        #expect(lost(100, seed: 7).allSatisfy { $0 })
    }

    @Test func `answers over the limit vanish, those at it do not`() {
        for (limit, expected) in [(99, []), (100, [answer])] {
            var line = FaultyLine(faults { $0.dropOver = limit })
            let datagrams = line.datagrams(for: answer)
            #expect(datagrams == expected)
        }
    }

    @Test func `an answer that is cut is half of itself and no message`() throws {
        var line = FaultyLine(faults { $0.isTruncating = true })
        let half = line.datagrams(for: answer)
        #expect(half == [Array(answer.prefix(50))])
        let message = CommunityMessage(
            version: .v2c, community: [], pdu: PDU(operation: .response, requestID: 1, bindings: [.init(name: [1, 3])])
        ).encoded()
        let cut = try #require(line.datagrams(for: message).first)
        #expect(throws: SNMP.DecodingError.self) { try CommunityMessage(decoding: cut) }
    }

    @Test func `every second or third device is mute, or all`() {
        func mute(every number: Int) -> [Bool] {
            var faults = Faults()
            faults.muteEvery = number
            return (0..<6).map { faults.isMute($0) }
        }
        #expect(mute(every: 2) == [false, true, false, true, false, true])
        #expect(mute(every: 3) == [false, false, true, false, false, true])
        #expect(mute(every: 1).allSatisfy { $0 })
        #expect(!(0..<6).contains(where: Faults().isMute))
    }

    @Test func `garbage comes before every answer, and some answers have a wrong octet`() throws {
        var line = FaultyLine(
            faults {
                $0.isSendingGarbage = true
                $0.seed = 3
            })
        var (foreign, corrupted) = (0, 0)
        for _ in 0..<1000 {
            let datagrams = line.datagrams(for: answer)
            try #require(datagrams.count == 2)
            do throws(SNMP.DecodingError) {
                let message = try CommunityMessage(decoding: datagrams[0])
                if message.pdu.operation == .response { foreign += 1 }
            } catch {
                // Random octets.
            }
            let wrong = zip(datagrams[1], answer).count { $0 != $1 }
            #expect(datagrams[1].count == answer.count && wrong <= 1)
            corrupted += wrong
        }
        #expect((400...600).contains(foreign))
        #expect((80...180).contains(corrupted))
    }

    @Test func `devices restart again and again`() {
        let faults = faults { $0.restartEvery = .milliseconds(1500) }
        #expect(faults.uptime(.milliseconds(1499)) == .milliseconds(1499))
        #expect(faults.uptime(.milliseconds(1500)) == .zero)
        #expect(faults.uptime(.milliseconds(4600)) == .milliseconds(100))
        #expect(faults.restarts(.milliseconds(4600)) == 3)
    }
}
