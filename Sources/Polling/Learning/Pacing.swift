/// The least time between two requests to an agent, learnt: one that loses requests again and again, but answers when they
/// are repeated, is asked more slowly. A lossy line looks the same at first; it is asked no faster by losing less.
struct Pacing: Hashable {
    /// In milliseconds; 0 where none is needed.
    private(set) var gapMilliseconds = 0
    /// The last requests, the newest in the lowest bit: 1 for one that had to be repeated.
    private var recent: UInt16 = 0
    /// Requests since the gap was last changed that needed no repetition.
    private var clean = 0

    init(gapMilliseconds: Int = 0) {
        self.gapMilliseconds = min(max(0, gapMilliseconds), Pacing.longest)
    }

    private static let first = 20
    private static let longest = 500
    /// So many of the last 16. Where one in ten is lost by chance it comes to this once in twenty thousand requests; an agent
    /// that takes one at a time loses every second of two.
    private static let tooMany = 8
    /// An hour at ten requests a minute.
    private static let enough = 600

    /// A question was answered.
    mutating func answered(repetitions: Int) {
        recent = recent << 1 | (repetitions > 0 ? 1 : 0)
        if recent.nonzeroBitCount >= Pacing.tooMany {
            gapMilliseconds = min(max(Pacing.first, gapMilliseconds * 2), Pacing.longest)
            forget()
        } else if repetitions == 0 {
            clean += 1
            if clean >= Pacing.enough, gapMilliseconds > 0 {
                gapMilliseconds = gapMilliseconds > Pacing.first ? gapMilliseconds / 2 : 0
                forget()
            }
        }
    }

    private mutating func forget() {
        (recent, clean) = (0, 0)
    }
}
