import Model
import Testing

/// The set is what it says, and it stays so.
@Suite struct BackTestSetTests {
    @Test func `the set has not changed since it was fixed`() {
        #expect(BackTestSetTests.digest(1...8, of: BackTestSet.Kind.all) == 6_030_541_426_502_229_057)
        #expect(BackTestSetTests.digest(101...108, of: BackTestSet.Kind.all) == 14_128_513_163_608_696_141)
        #expect(BackTestSetTests.digest(1...60, of: [.mixed]) == 11_215_759_048_502_346_101)
        #expect(BackTestSetTests.digest(101...160, of: [.mixed]) == 944_501_400_668_272_145)
    }

    @Test func `the set of hardware has not changed since it was fixed`() {
        let kinds = BackTestSet.Kind.hardware
        #expect(BackTestSetTests.digest(1...16, of: kinds) == 4_854_468_906_502_453_261)
        #expect(BackTestSetTests.digest(501...516, of: kinds) == 17_476_962_767_474_051_862)
    }

    @Test func `of hardware there are both ends, too`() {
        var crossing = 0
        var staying = 0
        for kind in BackTestSet.Kind.hardware {
            let cases = BackTestSet.cases(of: kind, seeds: BackTestSet.hardwareTuning)
            #expect(cases.count >= 32, "\(kind.rawValue)")
            let stays = cases.count { $0.truth == .stays }
            let crosses = cases.count { if case .crosses = $0.truth { true } else { false } }
            print("\(kind.rawValue): \(cases.count) cases, \(crosses) cross, \(stays) stay")
            staying += stays
            crossing += crosses
        }
        #expect(crossing >= 250)
        #expect(staying >= 600)
    }

    @Test func `every kind has its cases, and of both ends there are many`() {
        var crossing = 0
        var staying = 0
        for kind in BackTestSet.Kind.all {
            let cases = BackTestSet.cases(of: kind, seeds: BackTestSet.tuning)
            #expect(cases.count >= 16, "\(kind.rawValue)")
            let stays = cases.count { $0.truth == .stays }
            let undecided = cases.count { if case .undecided = $0.truth { true } else { false } }
            staying += stays
            crossing += cases.count - stays - undecided
        }
        #expect(crossing >= 250)
        #expect(staying >= 300)
    }

    @Test(arguments: BackTestSet.Kind.allCases)
    func `samples come hour by hour and end at the moment of judging`(kind: BackTestSet.Kind) {
        for one in BackTestSet.cases(of: kind, seeds: BackTestSet.tuning) {
            #expect(zip(one.samples, one.samples.dropFirst()).allSatisfy { $0.time < $1.time })
            #expect(one.samples.allSatisfy { $0.value.isFinite && $0.time <= one.now })
            if case .crosses(let date) = one.truth {
                #expect(date > one.now && date - one.now <= .seconds(one.horizonDays * 86_400))
            }
        }
    }

    /// FNV-1a over all values and truths.
    private static func digest(_ seeds: ClosedRange<UInt64>, of kinds: [BackTestSet.Kind]) -> UInt64 {
        var digest: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ bits: UInt64) { digest = (digest ^ bits) &* 0x100_0000_01b3 }
        for kind in kinds {
            for one in BackTestSet.cases(of: kind, seeds: seeds) {
                add(UInt64(bitPattern: one.now.milliseconds))
                for sample in one.samples { add(sample.value.bitPattern) }
                if case .crosses(let date) = one.truth { add(UInt64(bitPattern: date.milliseconds)) }
                if case .undecided = one.truth { add(1) }
            }
        }
        return digest
    }
}
