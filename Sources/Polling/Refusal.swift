/// What an error response means for the names of its request (RFC 3416 §4.2): which one is lost, which are worth
/// another try.
struct Refusal {
    let status: Int32
    /// From 1, as in the response; 0 or beyond the end if the agent does not say.
    let index: Int32
    /// How many names were asked for.
    let count: Int

    private static let tooBig: Int32 = 1

    /// The place of the name that the device will not give, from 0.
    var lost: Int? {
        guard status != Refusal.tooBig else { return count == 1 ? 0 : nil }
        if index >= 1, Int(index) <= count { return Int(index) - 1 }
        return count == 1 ? 0 : nil
    }

    /// The places to ask for again: all but the lost one; two halves where nobody said which it was.
    var partsToAskAgain: [[Int]] {
        let all = Array(0..<count)
        if let lost { return [all.filter { $0 != lost }] }
        return all.parts(of: (count + 1) / 2)
    }

    /// The error in the words of RFC 3416 §3.
    var word: String {
        let words = [
            "noError", "tooBig", "noSuchName", "badValue", "readOnly", "genErr", "noAccess", "wrongType", "wrongLength",
            "wrongEncoding", "wrongValue", "noCreation", "inconsistentValue", "resourceUnavailable", "commitFailed",
            "undoFailed", "authorizationError", "notWritable", "inconsistentName",
        ]
        return words.indices.contains(Int(status)) ? words[Int(status)] : "error \(status)"
    }
}
