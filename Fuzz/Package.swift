// swift-tools-version: 6.3
import PackageDescription

/// Hostile datagrams and rows of a damaged database against their decoders, driven by libFuzzer: `make fuzz`. A package of its own, because every file is
/// built with the fuzzer's instrumentation.

let fuzzed: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(["-sanitize=fuzzer"]),
]

let package = Package(
    name: "Fuzz",
    targets: [
        .target(name: "CFuzzer"),
        .target(name: "FuzzSupport", dependencies: ["CFuzzer"], swiftSettings: fuzzed),
        .target(name: "CNetSNMP", linkerSettings: [.linkedLibrary("netsnmp")]),
        .target(name: "Model", swiftSettings: fuzzed),
        .target(name: "SNMP", dependencies: ["Model", "CNetSNMP"], swiftSettings: fuzzed),
        .executableTarget(
            name: "FuzzDecoder", dependencies: ["FuzzSupport", "Model", "SNMP"],
            swiftSettings: fuzzed + [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
        .executableTarget(
            name: "FuzzChunks", dependencies: ["FuzzSupport", "Model"],
            swiftSettings: fuzzed + [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
    ],
    swiftLanguageModes: [.v6])
