import Control
import Model

/// The words of a host's page.
extension Wording {
    /// So many more that are well.
    func moreGreen(_ count: Int) -> String {
        say(fi: "\(count) muuta kunnossa", sv: "\(count) till i ordning", en: "\(count) more are well")
    }

    var noSuchHost: String {
        say(fi: "ei ole enää valvonnassa", sv: "övervakas inte längre", en: "is no longer watched")
    }

    var detailComing: String { say(fi: "haetaan tarkempia tietoja…", sv: "hämtar detaljer…", en: "fetching details…") }

    /// Why there is no more than the board knows.
    func detailMissing(_ error: ControlError) -> String {
        say(fi: "tarkempia tietoja ei saatu: ", sv: "detaljer kunde inte hämtas: ", en: "no details: ") + trouble(error)
    }

    /// `tieto 12 s vanha`
    func dataAge(_ age: Duration) -> String {
        let text = duration(age)
        return say(fi: "tieto \(text) vanha", sv: "uppgiften \(text) gammal", en: "data \(text) old")
    }

    /// `11.38 alkaen (38 min)`
    func since(_ moment: String, _ duration: String) -> String {
        say(
            fi: "\(moment) alkaen (\(duration))", sv: "sedan \(moment) (\(duration))",
            en: "since \(moment) (\(duration))")
    }

    var incident: String { say(fi: "häiriö", sv: "störning", en: "incident") }

    /// `käynnissä 214 vrk`
    func upFor(_ time: Duration) -> String {
        say(fi: "käynnissä ", sv: "uppe ", en: "up ") + duration(time)
    }

    /// What it hangs on.
    func parent(_ names: String) -> String { say(fi: "takana: ", sv: "bakom: ", en: "parent: ") + names }

    /// How often it is asked, and what a visit costs.
    func polled(every interval: String, ping: String, packets: Int, bytes: String) -> String {
        say(
            fi: "\(interval) välein, ping \(ping); \(packets) pakettia, \(bytes) käynnillä",
            sv: "var \(interval), ping \(ping); \(packets) paket, \(bytes) per besök",
            en: "every \(interval), ping \(ping); \(packets) packets, \(bytes) a visit")
    }

    // MARK: Labels, at most ten columns

    var whyLabel: String { say(fi: "miksi", sv: "varför", en: "why") }
    var tryLabel: String { say(fi: "ensin", sv: "först", en: "try") }
    var tellLabel: String { say(fi: "kerro", sv: "säg", en: "tell") }
    var behindLabel: String { say(fi: "takana", sv: "bakom", en: "behind") }
    var eventsLabel: String { say(fi: "tapahtumat", sv: "händelser", en: "events") }
    var polledLabel: String { say(fi: "kysely", sv: "frågas", en: "polled") }
}
