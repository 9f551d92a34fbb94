import Model
import SNMP

/// A UPS by UPS-MIB (RFC 1628).
enum UPSObjects {
    static func view() -> MIBViewBuilder {
        var builder = MIBViewBuilder()
        SystemObjects.add(to: &builder, objectID: [1, 3, 6, 1, 4, 1, 534, 1], services: 72) { _ in
            "Eaton 9PX 3000 RT, Network-M2 2.2.6"
        }
        InterfaceObjects.add(
            to: &builder, ports: [Port(index: 1, name: "eth0", description: "eth0", megabits: 100, role: .uplink)])
        let ups: OID = [1, 3, 6, 1, 2, 1, 33, 1]
        func scalar(_ suffix: [UInt32], _ read: @escaping MIBView.Read) { builder.scalar(ups.appending(suffix), read) }
        func cell(_ suffix: [UInt32], _ read: @escaping MIBView.Read) {
            builder.column(ups.appending(suffix), rows: [[1]]) { glance, _ in read(glance) }
        }
        scalar([1, 1]) { _ in .text("EATON") }
        scalar([1, 2]) { _ in .text("Eaton 9PX 3000i RT2U") }
        scalar([1, 3]) { _ in .text("01.20.5432") }
        scalar([1, 4]) { _ in .text("2.2.6") }
        scalar([1, 5]) { .text($0.device.name) }
        scalar([1, 6]) { _ in .text("") }
        scalar([2, 1]) { _ in .integer(2) }
        scalar([2, 2]) { _ in .integer(0) }
        scalar([2, 3]) { .rounded($0.runtimeMinutes) }
        scalar([2, 4]) { _ in .integer(100) }
        scalar([2, 5]) { .rounded(548 + 2 * $0.wobble(81, period: 7200)) }
        scalar([2, 6]) { _ in .integer(0) }
        scalar([2, 7]) { .rounded(25 + 3 * $0.chance(82) + $0.wobble(82, period: 21_600)) }
        scalar([3, 1]) { _ in .counter32(2) }
        scalar([3, 2]) { _ in .integer(1) }
        cell([3, 3, 1, 2]) { .rounded(500 + 0.6 * $0.wobble(83)) }
        cell([3, 3, 1, 3]) { .rounded(231 + 3 * $0.wobble(84, period: 3600)) }
        scalar([4, 1]) { _ in .integer(3) }
        scalar([4, 2]) { _ in .integer(500) }
        scalar([4, 3]) { _ in .integer(1) }
        cell([4, 4, 1, 2]) { _ in .integer(230) }
        cell([4, 4, 1, 3]) { .rounded($0.upsLoad * 0.13) }
        cell([4, 4, 1, 4]) { .rounded($0.upsLoad * 27) }
        cell([4, 4, 1, 5]) { .rounded($0.upsLoad) }
        scalar([6, 1]) { _ in .gauge32(0) }
        return builder
    }
}

extension Glance {
    /// Per cent of what the UPS can carry.
    fileprivate var upsLoad: Double { 24 + 20 * chance(80) + 6 * busyness(80) }

    fileprivate var runtimeMinutes: Double { 2100 / upsLoad - 6 * chance(85) }
}

/// A laser printer: HOST-RESOURCES-MIB's printer and Printer-MIB (RFC 3805).
enum PrinterObjects {
    static func view() -> MIBViewBuilder {
        var builder = MIBViewBuilder()
        let model = "HP LaserJet Managed MFP E62655"
        SystemObjects.add(to: &builder, objectID: [1, 3, 6, 1, 4, 1, 11, 2, 3, 9, 1], services: 64) { _ in
            "HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM JSI24100011,CIDATE 03/11/2025"
        }
        InterfaceObjects.add(
            to: &builder,
            ports: [
                Port(
                    index: 1, name: "eth0", description: "HP ETHERNET MULTI-ENVIRONMENT", megabits: 1000, role: .uplink)
            ])
        let device: OID = [1, 3, 6, 1, 2, 1, 25, 3]
        func cell(_ type: OID, _ row: OID = [1], _ read: @escaping MIBView.Read) {
            builder.column(type, rows: [row]) { glance, _ in read(glance) }
        }
        cell(device.appending([2, 1, 1])) { _ in .integer(1) }
        cell(device.appending([2, 1, 2])) { _ in .oid([1, 3, 6, 1, 2, 1, 25, 3, 1, 5]) }
        cell(device.appending([2, 1, 3])) { _ in .text(model) }
        cell(device.appending([2, 1, 5])) { _ in .integer(2) }
        // hrPrinterStatus: 3 idle, 4 printing
        cell(device.appending([5, 1, 1])) { .integer($0.busyness(90) > 0.6 && $0.wobble(90, period: 60) > 0.4 ? 4 : 3) }
        cell(device.appending([5, 1, 2])) { _ in .octetString([0]) }
        let printer: OID = [1, 3, 6, 1, 2, 1, 43]
        cell(printer.appending([5, 1, 1, 16])) { _ in .text(model) }
        cell(printer.appending([5, 1, 1, 17])) { .text($0.serialNumber("CN")) }
        cell(printer.appending([10, 2, 1, 4]), [1, 1]) { .wrapping($0.pages) }
        addTraysAndSupplies(to: &builder, printer)
        return builder
    }

    private static func addTraysAndSupplies(to builder: inout MIBViewBuilder, _ printer: OID) {
        let trays: [OID] = [[1, 1], [1, 2]]
        let tray = printer.appending([8, 2, 1])
        builder.column(tray.appending([8]), rows: trays) { _, _ in .integer(8) }
        builder.column(tray.appending([9]), rows: trays) { .integer($1 == 0 ? 100 : 550) }
        builder.column(tray.appending([10]), rows: trays) {
            .rounded($1 == 0 ? 0 : $0.left(of: 550, each: 1, salt: 91))
        }
        builder.column(tray.appending([11]), rows: trays) { _, _ in .integer(0) }
        builder.column(tray.appending([13]), rows: trays) { _, place in .text("Tray \(place + 1)") }
        builder.column(tray.appending([18]), rows: trays) { _, place in .text("Tray \(place + 1)") }
        let supplies: [(name: String, type: Int32, unit: Int32, maximum: Int32, pagesEach: Double)] = [
            ("Black Cartridge W9008MC", 3, 19, 100, 240), ("Document Feeder Kit", 1, 19, 100, 1500),
            ("Maintenance Kit 220V", 15, 19, 100, 2250),
        ]
        let rows = supplies.indices.map { OID([1, UInt32($0 + 1)]) }
        let entry = printer.appending([11, 1, 1])
        builder.column(entry.appending([2]), rows: rows) { _, _ in .integer(1) }
        builder.column(entry.appending([4]), rows: rows) { _, _ in .integer(3) }
        builder.column(entry.appending([5]), rows: rows) { .integer(supplies[$1].type) }
        builder.column(entry.appending([6]), rows: rows) { .text(supplies[$1].name) }
        builder.column(entry.appending([7]), rows: rows) { .integer(supplies[$1].unit) }
        builder.column(entry.appending([8]), rows: rows) { .integer(supplies[$1].maximum) }
        builder.column(entry.appending([9]), rows: rows) { glance, place in
            .rounded(glance.left(of: 100, each: supplies[place].pagesEach, salt: UInt64(92 + place)).rounded(.up))
        }
    }
}

extension Glance {
    fileprivate var pages: UInt64 { 8_000 + tally(peak: 0.03, salt: 95) }

    /// What is left of something that is used up by pages and then replaced.
    fileprivate func left(of whole: Double, each pagesEach: Double, salt: UInt64) -> Double {
        let used = Double(pages) / pagesEach + whole * chance(salt)
        return whole - used.truncatingRemainder(dividingBy: whole)
    }
}

/// A Teltonika 5G router of a day-care: net-snmp's system group and TELTONIKA-MIB's modem table.
enum MobileRouterObjects {
    static func view() -> MIBViewBuilder {
        var builder = MIBViewBuilder()
        SystemObjects.add(to: &builder, objectID: [1, 3, 6, 1, 4, 1, 8072, 3, 2, 10], services: 72) {
            "Linux \($0.device.name) 5.10.199 #0 SMP Tue Mar 11 08:14:21 2026 armv7l"
        }
        InterfaceObjects.add(
            to: &builder,
            ports: [
                Port(index: 1, name: "lo", description: "lo", type: 24, megabits: 10, role: .own),
                Port(index: 2, name: "eth0", description: "eth0", megabits: 1000, role: .child(0)),
                Port(index: 9, name: "wwan0", description: "wwan0", type: 6, megabits: 300, role: .uplink),
            ])
        let identity: OID = [1, 3, 6, 1, 4, 1, 48690, 1]
        let texts: [(UInt32, @Sendable (Glance) -> String)] = [
            (1, { $0.serialNumber("60") }), (2, { _ in "RUTX50" }), (3, { _ in "RUTX50000000" }), (4, { _ in "0006" }),
            (5, { _ in "0016" }), (6, { _ in "RUTX_R_00.07.17.4" }),
        ]
        for (number, text) in texts { builder.scalar(identity.appending([number])) { .text(text($0)) } }
        builder.scalar([1, 3, 6, 1, 4, 1, 48690, 2, 1]) { _ in .integer(1) }
        addModem(to: &builder)
        return builder
    }

    private static func addModem(to builder: inout MIBViewBuilder) {
        let entry: OID = [1, 3, 6, 1, 4, 1, 48690, 2, 2, 1]
        func cell(_ number: UInt32, _ read: @escaping MIBView.Read) {
            builder.column(entry.appending([number]), rows: [[1]]) { glance, _ in read(glance) }
        }
        func level(_ number: UInt32, _ base: Double, _ swing: Double) {
            cell(number) { glance in
                .text(
                    "\(Int((base - 8 * glance.chance(70) + swing * glance.wobble(UInt64(number), period: 1800)).rounded()))"
                )
            }
        }
        cell(1) { _ in .integer(1) }
        cell(2) { _ in .text("2-1") }
        cell(4) { _ in .text("RG501Q-EU") }
        cell(5) { _ in .text("Quectel") }
        cell(9) { _ in .text("Inserted") }
        cell(10) { _ in .text("OK") }
        cell(11) { _ in .text("Registered, home") }
        level(12, -61, 3)
        cell(13) { glance in .text(glance.site.lineOperator?.name ?? "Elisa") }
        cell(15) { _ in .text("Connected") }
        cell(16) { .text($0.chance(71) > 0.3 ? "5G-NSA" : "LTE") }
        cell(17) { .rounded(380 + 40 * $0.chance(72) + 30 * $0.busyness(72)) }
        level(19, 17, 3)
        level(20, -88, 4)
        level(21, -9, 1)
        cell(22) { .counter64($0.tally(peak: 5e5, floor: 2000, salt: 36)) }
        cell(23) { .counter64($0.tally(peak: 25e5, floor: 8000, salt: 37)) }
    }
}
