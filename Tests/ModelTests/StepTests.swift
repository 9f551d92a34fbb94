import Model
import Testing

@Suite struct StepTests {
    @Test(arguments: [
        ("30s", Step.seconds(30)), ("300", .seconds(300)), ("5min", .seconds(300)), ("1h", .seconds(3600)),
        ("6h", .seconds(21_600)), ("24h", .days(1)), ("86400", .days(1)), ("1d", .days(1)), ("7d", .days(7)),
        ("1w", .weeks(1)), ("1mo", .months(1)), ("3mo", .months(3)), ("1y", .months(12)), ("all", .whole),
    ])
    func `a length is read as people type it, and comes back from its own text`(text: String, step: Step) {
        #expect(Step(text) == step)
        #expect(Step(step.description) == step)
    }

    @Test(arguments: [
        "", "h", "0", "0d", "-1h", "1.5h", "25h", "90000", "1 h", "1month", "d1", "ALL", "99999999999999999999d",
        "101y",
        "1h1h",
    ])
    func `anything else is no length`(text: String) {
        #expect(Step(text) == nil)
    }

    @Test(arguments: [
        ("average", Aggregate.average), ("avg", nil), ("ave", .average), ("min", .minimum), ("max", .maximum),
        ("last", .last), ("count", .count), ("sum", .sum), ("covered", .covered), ("p95", .percentile(95)),
        ("p99.9", .percentile(99.9)), ("p100", .percentile(100)), ("p0", nil), ("p101", nil), ("p", nil), ("pnan", nil),
        ("", nil), ("co", nil), ("a", nil), ("maximums", nil),
    ])
    func `what is told of a window is read by its word or the beginning of it`(text: String, aggregate: Aggregate?) {
        #expect(Aggregate(text) == aggregate)
        if let aggregate { #expect(Aggregate(aggregate.description) == aggregate) }
    }
}

@Suite struct CSVTests {
    @Test(arguments: [
        ("plain", "plain"), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("a\"b", "\"a\"\"b\""),
        ("a,b", "\"a,b\""), ("\t=1", "\\u{9}=1"), ("a\r\nb", "a\\u{D}\\u{A}b"), ("", ""),
    ])
    func `a field is what a spreadsheet takes for text`(text: String, field: String) {
        #expect(CSV.field(text) == field)
    }

    @Test(arguments: [(1.0, "1"), (-0.5, "-0.5"), (1e300, "1e+300"), (.nan, "nan"), (nil, "")] as [(Double?, String)])
    func `a number is a number, and empty where nothing is known`(number: Double?, field: String) {
        #expect(CSV.field(number) == field)
    }
}
