import SNMP
import Testing

@Suite struct RetransmissionTimerTests {
    @Test func `the first sample sets the wait to three round trips (RFC 6298 §2.2)`() {
        var timer = RetransmissionTimer()
        #expect(timer.wait(retransmissions: 0, random: 0) == .seconds(1))
        timer.answered(after: .milliseconds(400), retransmissions: 0)
        #expect(timer.smoothedRoundTrip == .milliseconds(400))
        #expect(timer.roundTripVariation == .milliseconds(200))
        #expect(timer.wait(retransmissions: 0, random: 0) == .milliseconds(1200))
    }

    @Test func `further samples are smoothed by an eighth and a quarter (RFC 6298 §2.3)`() {
        var timer = RetransmissionTimer()
        timer.answered(after: .milliseconds(400), retransmissions: 0)
        timer.answered(after: .milliseconds(800), retransmissions: 0)
        #expect(timer.smoothedRoundTrip == .milliseconds(450))
        #expect(timer.roundTripVariation == .milliseconds(250))
        #expect(timer.wait(retransmissions: 0, random: 0) == .milliseconds(1450))
    }

    @Test func `an answer to a retransmission is no sample, but the doubled wait stays (Karn)`() {
        var timer = RetransmissionTimer()
        timer.answered(after: .milliseconds(700), retransmissions: 1)
        #expect(timer.smoothedRoundTrip == nil)
        #expect(timer.wait(retransmissions: 0, random: 0) == .seconds(2))
        timer.answered(after: .milliseconds(1500), retransmissions: 0)
        #expect(timer.smoothedRoundTrip == .milliseconds(1500))
        #expect(timer.wait(retransmissions: 0, random: 0) == .milliseconds(4500))
    }

    @Test func `a host slower than the first guess is learnt`() {
        var timer = RetransmissionTimer(bounds: .init(initial: .milliseconds(500)))
        let roundTrip = Duration.milliseconds(1800)
        var visits = 0
        while timer.smoothedRoundTrip == nil, visits < 10 {
            visits += 1
            var retransmissions = 0
            var elapsed = timer.wait(retransmissions: 0, random: 0)
            while elapsed < roundTrip {
                retransmissions += 1
                elapsed += timer.wait(retransmissions: retransmissions, random: 0)
            }
            timer.answered(after: roundTrip, retransmissions: retransmissions)
        }
        #expect(visits <= 2)
    }

    @Test func `each retransmission waits twice as long, up to the maximum`() {
        var timer = RetransmissionTimer()
        timer.answered(after: .milliseconds(100), retransmissions: 0)
        let waits = [0, 1, 2, 5, 63, Int.max - 20].map { timer.wait(retransmissions: $0, random: 0) }
        #expect(
            waits == [
                .milliseconds(300), .milliseconds(600), .milliseconds(1200), .milliseconds(9600), .seconds(10),
                .seconds(10),
            ])
    }

    @Test func `a near host is given the minimum`() {
        var timer = RetransmissionTimer()
        for _ in 0..<50 { timer.answered(after: .microseconds(80), retransmissions: 0) }
        #expect(timer.wait(retransmissions: 0, random: 0) == .milliseconds(200))
    }

    @Test func `jitter lengthens a wait by up to a quarter`() {
        let timer = RetransmissionTimer()
        #expect(timer.wait(retransmissions: 0, random: 0.5) == .milliseconds(1125))
        #expect(timer.wait(retransmissions: 0, random: 1) == .milliseconds(1250))
    }

    @Test func `a clock that went back is no round trip`() {
        var timer = RetransmissionTimer()
        timer.answered(after: .seconds(-5), retransmissions: 0)
        #expect(timer.smoothedRoundTrip == .zero)
    }
}

@Suite struct RequestSizingTests {
    /// What a request of `bindings` counters is estimated to bring.
    private func size(_ bindings: Int) -> RequestSize {
        RequestSize(bindings: bindings, responseOctets: 40 + bindings * 20)
    }

    /// The request that is as big as the limits allow.
    private func fullSize(_ sizing: RequestSizing) -> RequestSize {
        size(min(sizing.maximumBindings, max(1, (sizing.maximumResponseOctets - 40) / 20)))
    }

    @Test func `tooBig halves at once`() {
        var sizing = RequestSizing()
        sizing.wasTooBig(size(54))
        #expect(sizing.maximumBindings == 27)
        #expect(sizing.maximumResponseOctets == 560)
    }

    @Test func `however often it fails, one binding is left`() {
        var sizing = RequestSizing()
        for _ in 0..<50 { sizing.wasTooBig(fullSize(sizing)) }
        #expect(sizing.maximumBindings == 1)
        #expect(RequestPacking(sizing, communityOctets: 6).requests([.init(nameOctets: 10, valueOctets: 9)]) == [0..<1])
    }

    /// What an answer of so many counters has in fact.
    private func answer(_ sizing: inout RequestSizing, _ bindings: Int, octetsEach: Int = 20) {
        sizing.answered(size(bindings), octets: 40 + bindings * octetsEach)
    }

    @Test func `what stays away is too big once something smaller is answered`() {
        var sizing = RequestSizing()
        sizing.stayedAway(size(54))
        #expect(sizing.maximumBindings == 54)
        #expect(sizing.isDoubtful(size(54)) && !sizing.isDoubtful(size(1)))
        answer(&sizing, 1)
        #expect(sizing.maximumBindings == 27)
        #expect(sizing.isDoubtful(size(54)) && !sizing.isDoubtful(size(20)))
    }

    @Test func `a host that is silent for smaller requests too keeps its size`() {
        var sizing = RequestSizing()
        for bindings in [54, 27, 13, 6, 3, 1] { sizing.stayedAway(size(bindings)) }
        sizing.fellSilent()
        answer(&sizing, 1)
        #expect(sizing.maximumBindings == 54 && !sizing.isDoubtful(size(54)))
    }

    @Test func `an answer of its size acquits what stayed away`() {
        var sizing = RequestSizing()
        sizing.stayedAway(size(54))
        answer(&sizing, 54)
        answer(&sizing, 1)
        #expect(sizing.maximumBindings == 54)
    }

    @Test func `only as many octets as came are known to come`() {
        // Requests for 41 counters are estimated at 860 octets, and some of them have half of it.
        var sizing = RequestSizing()
        answer(&sizing, 41, octetsEach: 10)
        sizing.stayedAway(size(54))
        answer(&sizing, 20, octetsEach: 10)
        #expect(sizing.maximumResponseOctets == 560)
    }

    @Test(arguments: [1, 3, 10, 20, 41])
    func `an agent that drops answers above a size is learnt and stayed just below`(most: Int) {
        var sizing = RequestSizing()
        var timeouts = 0
        for _ in 0..<2000 {
            let asked = fullSize(sizing)
            if asked.bindings <= most {
                answer(&sizing, asked.bindings)
            } else {
                timeouts += 1
                sizing.stayedAway(asked)
                answer(&sizing, 1)
            }
        }
        #expect((max(1, most - most / 8 - 1)...most).contains(fullSize(sizing).bindings))
        #expect(timeouts <= 15)
    }

    @Test func `within three failures a small agent is understood`() {
        var sizing = RequestSizing()
        var requests = 0
        while requests < 20, sizing.maximumBindings > 14 {
            requests += 1
            let asked = fullSize(sizing)
            if asked.bindings <= 14 { answer(&sizing, asked.bindings) } else { sizing.wasTooBig(asked) }
        }
        #expect(requests <= 6 && sizing.maximumBindings <= 14)
    }

    @Test func `a limit grows slowly and never above its ceiling`() {
        var sizing = RequestSizing(bindings: 40, responseOctets: 1200)
        sizing.wasTooBig(size(40))
        var largest = 0
        for answers in 0..<5000 {
            let asked = fullSize(sizing)
            if answers == 7 { #expect(sizing.maximumBindings == 20) }
            answer(&sizing, asked.bindings)
            largest = max(largest, sizing.maximumBindings)
        }
        #expect(largest == 40)
    }
}
