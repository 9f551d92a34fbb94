import Model
import Testing

@testable import Polling

struct UnreportedNewsTests {
    private let echoes = PollingReport.echoes(
        EchoReport(host: "pc", time: Timestamp(seconds: 0), sent: 1, received: 1))
    private let reach = PollingReport.reach(
        ReachReport(host: "pc", answers: false, time: Timestamp(seconds: 0), lastAnswer: nil))

    @Test func `what is not urgent waits for others, but not for ever`() {
        var news = UnreportedNews()
        #expect(news.due == nil)
        news.add(echoes, now: 1000)
        news.add(echoes, now: 200_000_000)
        #expect(news.due == 250_001_000)
        #expect(news.takeAll().count == 2)
        #expect(news.due == nil)
    }

    @Test func `a loss is told at once, with what waited before it`() {
        var news = UnreportedNews()
        news.add(echoes, now: 1000)
        news.add(reach, now: 2000)
        #expect(news.due == 0)
        #expect(news.takeAll().count == 2)
        news.add(echoes, now: 3000)
        #expect(news.due == 250_003_000)
    }
}
