import Model

/// The words for how a host wants to be asked, and what a site's line may carry.
extension Wording {
    var learntLabel: String { say(fi: "opittu", sv: "inlärt", en: "learnt") }
    var findingLabel: String { say(fi: "havainto", sv: "iakttaget", en: "finding") }

    /// `answers at most 12 values or 640 bytes; GETNEXT only; 50 ms between packets; SNMPv1 only`; `nil` where nothing
    /// was learnt.
    func learnt(_ manners: Manners) -> String? {
        let isGetNextOnly = manners.walk.bindings == 1
        let parts = [
            amount(manners.get).map {
                say(fi: "vastaa enintään \($0)", sv: "svarar högst \($0)", en: "answers at most \($0)")
            },
            isGetNextOnly ? say(fi: "vain GETNEXT", sv: "bara GETNEXT", en: "GETNEXT only") : nil,
            isGetNextOnly
                ? nil
                : amount(manners.walk).map {
                    say(fi: "tauluista enintään \($0)", sv: "ur tabeller högst \($0)", en: "of tables at most \($0)")
                },
            manners.gapMilliseconds > 0 ? gap(milliseconds: manners.gapMilliseconds) : nil,
            manners.needsVersion1 ? say(fi: "vain SNMPv1", sv: "bara SNMPv1", en: "SNMPv1 only") : nil,
            manners.engine.map { "engine \(short($0.id))" },
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// `12 values or 640 bytes`
    private func amount(_ limits: Manners.Limits) -> String? {
        let values = limits.bindings.map { count in
            count == 1
                ? say(fi: "1 arvo", sv: "1 värde", en: "1 value")
                : say(fi: "\(count) arvoa", sv: "\(count) värden", en: "\(count) values")
        }
        let bytes = limits.octets.map { say(fi: "\($0) tavua", sv: "\($0) byte", en: "\($0) bytes") }
        let amounts = [values, bytes].compactMap { $0 }
        return amounts.isEmpty ? nil : amounts.joined(separator: say(fi: " tai ", sv: " eller ", en: " or "))
    }

    private func gap(milliseconds: Int) -> String {
        say(
            fi: "\(milliseconds) ms pakettien välissä", sv: "\(milliseconds) ms mellan paket",
            en: "\(milliseconds) ms between packets")
    }

    /// `budget 4 kB/s, 1.2 kB/s used`
    func budget(_ bytesPerSecond: Int, used: Int?) -> String {
        let amount = byteRate(bytesPerSecond)
        let budget = say(fi: "budjetti \(amount)", sv: "budget \(amount)", en: "budget \(amount)")
        guard let taken = used.map(byteRate) else { return budget }
        return budget + say(fi: ", käytössä \(taken)", sv: ", \(taken) används", en: ", \(taken) used")
    }

    /// In thousands, as line speeds are counted and the configuration writes it: `4 kB/s`, `1,2 kt/s`.
    private func byteRate(_ bytesPerSecond: Int) -> String {
        let units = say(fi: "t/s kt/s Mt/s", sv: "B/s kB/s MB/s", en: "B/s kB/s MB/s").split(separator: " ")
        let step = bytesPerSecond < 1000 ? 0 : bytesPerSecond < 1_000_000 ? 1 : 2
        let divisor: [Double] = [1, 1e3, 1e6]
        return "\(number(Double(bytesPerSecond) / divisor[step])) \(units[step])"
    }
}
