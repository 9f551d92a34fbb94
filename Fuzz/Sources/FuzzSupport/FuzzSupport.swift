import CFuzzer
import Glibc

/// What libFuzzer calls with every input.
public typealias FuzzTest = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

/// Instead of libFuzzer's own main, for which the package manager leaves no room: `seeds DIRECTORY` writes sound inputs,
/// each into a file of its own; anything else is the fuzzer's.
///
/// - Returns: The exit code.
public func drive(
    _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, seeds: () -> [[UInt8]],
    test: FuzzTest
) -> CInt {
    if count == 3, let words = arguments, let word = words[1], String(cString: word) == "seeds",
        let directory = words[2]
    {
        return write(seeds(), to: String(cString: directory))
    }
    var (count, arguments) = (count, arguments)
    return LLVMFuzzerRunDriver(&count, &arguments, test)
}

private func write(_ seeds: [[UInt8]], to directory: String) -> CInt {
    for (place, seed) in seeds.enumerated() {
        guard let file = fopen("\(directory)/seed-\(place)", "w") else {
            perror(directory)
            return 1
        }
        fwrite(seed, 1, seed.count, file)
        fclose(file)
    }
    return 0
}
