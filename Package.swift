// swift-tools-version: 6.3
import PackageDescription

/// The house in one table: a target may import what stands on a lower floor, never sideways.
/// `Tests/HouseTests` reads the imports and holds them against this.

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let testSettings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

func shim(_ name: String, links libraries: [String] = []) -> Target {
    .target(name: name, linkerSettings: libraries.map { .linkedLibrary($0) })
}

/// - Parameter data: Folders of golden files and bad configurations, read from the source tree.
func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], exclude: data,
        swiftSettings: testSettings)
}

let package = Package(
    name: "monitor",
    products: [
        .executable(name: "monitor", targets: ["monitor"]),
        .executable(name: "monitord", targets: ["monitord"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // What only C can see
        shim("CCurses", links: ["ncursesw", "tinfo"]),
        shim("CLinux"),
        shim("CNetSNMP", links: ["netsnmp"]),

        // Floor 0
        library("Model"),

        // Floor 1
        library("SNMP", ["Model", "CNetSNMP"]),
        library("Ping", ["Model"]),
        library("Rules", ["Model"]),
        library("Config", ["Model", yams]),
        library("Platform", ["Model", "CLinux"]),

        // Floor 2
        library("Polling", ["Model", "SNMP", "Ping", "Platform", deque, heap]),
        library("Store", ["Model", grdb, grdbSQLite]),
        library("Alerts", ["Model", "Platform"]),
        library("Control", ["Model", "Platform"]),

        // Floor 3
        library("ControlServer", ["Model", "Platform", "Control", hummingbird, logging, nioCore, serviceLifecycle]),
        library("Export", ["Model", "Store", "Control"]),
        library("Replay", ["Model", "Rules", "Store", "Alerts"]),
        library("Screen", ["Model", "Control", "CCurses"]),
        library("Lab", ["Model", "SNMP", "Ping", "Platform", "Config", deque]),

        // Floor 4
        program(
            "monitord",
            [
                "Model", "SNMP", "Ping", "Rules", "Config", "Platform", "Polling", "Store", "Alerts", "Control",
                "ControlServer", "Export", "Replay", "Lab", argumentParser, logging, serviceLifecycle, unixSignals,
            ]),
        program("monitor", ["Model", "Control", "Platform", "Screen", argumentParser]),

        // What the programs cost: `make bench`
        .executableTarget(
            name: "PollingBenchmark", dependencies: ["Model", "Config", "Platform", "Polling"],
            path: "Benchmarks/PollingBenchmark", swiftSettings: settings),
        .executableTarget(
            name: "StoreBenchmark", dependencies: ["Model", "Platform", "Store"],
            path: "Benchmarks/StoreBenchmark", swiftSettings: settings),
        .executableTarget(
            name: "JudgeBenchmark", dependencies: ["Model", "Rules"],
            path: "Benchmarks/JudgeBenchmark", swiftSettings: settings),

        // Tests
        .target(name: "TestSupport", dependencies: ["Model"], path: "Tests/TestSupport", swiftSettings: testSettings),
        // What is written while power and process end, the program that is killed, a disk that can be cut off
        .target(
            name: "CrashWorkload", dependencies: ["Model", "Store", "TestSupport"], path: "Tests/CrashWorkload",
            swiftSettings: testSettings),
        .executableTarget(
            name: "StoreWriter", dependencies: ["Model", "Store", "CrashWorkload"], path: "Tests/StoreWriter",
            swiftSettings: testSettings),
        .target(name: "CPowerLoss", path: "Tests/CPowerLoss", linkerSettings: [.linkedLibrary("sqlite3")]),
        tests("House", []),
        tests("Model", ["Model"]),
        tests("SNMP", ["Model", "SNMP", "CNetSNMP"]),
        tests("Ping", ["Model", "Ping"]),
        tests("Rules", ["Model", "Rules"], data: ["Stories"]),
        tests("Config", ["Model", "Config"], data: ["testdata"]),
        tests("Platform", ["Model", "Platform"]),
        tests("Polling", ["Model", "SNMP", "Ping", "Rules", "Platform", "Polling"]),
        tests("Store", ["Model", "Store", grdb]),
        tests("Crash", ["Model", "Store", "CrashWorkload", "CPowerLoss"]),
        tests("Alerts", ["Model", "Platform", "Alerts"], data: ["golden"]),
        tests("Control", ["Model", "Platform", "Control", "ControlServer", logging, serviceLifecycle]),
        tests("Export", ["Model", "Store", "Export"]),
        tests("Replay", ["Model", "Rules", "Store", "Alerts", "Replay"]),
        tests("Screen", ["Model", "Control", "Screen"], data: ["golden"]),
        tests("Lab", ["Model", "SNMP", "Ping", "Platform", "Config", "Lab"]),
        // The built programs against real agents, a real cron mail, tmux, namespaces
        tests("Program", ["Model", "Control"], data: ["clock", "golden", "probes"]),
    ],
    swiftLanguageModes: [.v6]
)
