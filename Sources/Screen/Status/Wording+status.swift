import Model

/// The words of the reports of `monitor status`.
extension Wording {
    /// What stands over a board that nobody vouches for.
    func notLive(since last: Timestamp, now: Timestamp) -> String {
        let age = duration(now - last)
        let moment = dayAndClock(last)
        return say(
            fi: "EI AJAN TASALLA: valvontapalvelu ei vastaa; tieto on \(age) vanha (\(moment)).",
            sv: "INTE AKTUELL: övervakningstjänsten svarar inte; uppgifterna är \(age) gamla (\(moment)).",
            en: "NOT LIVE: the daemon does not answer; these data are \(age) old (\(moment)).")
    }

    /// `yellow at 80 %, red at 95 %`; `nil` where there is none.
    func limits(_ limits: Limits, _ unit: Unit) -> String? {
        let texts = [(Status.yellow, limits.yellow), (.red, limits.red)].compactMap { status, limit in
            limit.map { limit in
                let amount = value(limit, unit)
                let colour = word(status)
                return say(
                    fi: "\(colour) rajalla \(amount)", sv: "\(colour) vid \(amount)", en: "\(colour) at \(amount)")
            }
        }
        return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
}
