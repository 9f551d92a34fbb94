/// A column of integers: the first as it is, then what each differs from its course, whichever of three courses leaves
/// least. All differences wrap, so every Int64 comes back, those of wrapping counters too.
enum IntegerSeries {
    /// What a number is held against.
    enum Course: UInt8, CaseIterable {
        /// The first number.
        case first = 0
        /// The number before.
        case before = 1
        /// The number before, and the difference before: for what grows evenly.
        case growth = 2
    }

    private enum Form {
        static let course: UInt8 = 3
        static let list: UInt8 = 4
        static let divisor: UInt8 = 8
        static let all: UInt8 = 15
    }

    // MARK: - Writing

    /// - Parameter numbers: At least one.
    static func write(_ numbers: [Int64], to writer: inout ByteWriter) {
        let differences = Differences(numbers)
        let (course, residuals, packing) = choose(differences)
        writer.append(
            byte: course.rawValue | (packing.isList ? Form.list : 0) | (differences.divisor > 1 ? Form.divisor : 0))
        writer.append(signed: numbers[0])
        if differences.divisor > 1 { writer.append(varint: UInt64(differences.divisor)) }
        if course == .growth { writer.append(signed: differences.byBefore[0]) }
        Residuals.write(residuals.span, packing, to: &writer)
    }

    private static func choose(_ differences: Differences) -> (Course, residuals: [Int64], Residuals.Packing) {
        guard differences.isChanging else { return (.first, differences.byFirst, .list) }
        var courses = [Course.before, .first].map { Candidate($0, differences.residuals($0)) }
        if differences.growsEvenly { courses.append(Candidate(.growth, differences.residuals(.growth))) }
        // The likely best comes first; what is far off is not tried.
        courses.sort { $0.guess < $1.guess }
        var best = (courses[0].course, residuals: courses[0].residuals, Residuals.Packing.list)
        var limit = Int.max
        for candidate in courses where limit == .max || candidate.guess * 4 <= limit * 5 {
            let extra = candidate.course == .growth ? varintLength(zigzag(differences.byBefore[0])) : 0
            guard let (packing, cost) = Residuals.packing(of: candidate.residuals.span, below: limit - extra) else {
                continue
            }
            best = (candidate.course, candidate.residuals, packing)
            limit = cost + extra
        }
        return best
    }

    private struct Candidate {
        let course: Course
        let residuals: [Int64]
        /// Its bytes, about.
        let guess: Int

        init(_ course: Course, _ residuals: [Int64]) {
            self.course = course
            self.residuals = residuals
            guess = Residuals.roughCost(residuals.span)
        }
    }

    /// The differences of a column, divided by what divides them all.
    private struct Differences {
        let byFirst: [Int64]
        let byBefore: [Int64]
        /// 1 where nothing more is common, or where a difference has wrapped.
        let divisor: Int64
        let isChanging: Bool

        init(_ numbers: [Int64]) {
            let first = numbers[0]
            var byFirst = [Int64](repeating: 0, count: numbers.count - 1)
            var byBefore = byFirst
            var hasWrapped = false
            var divisor: UInt64 = 0
            var before = first
            for place in 1..<max(numbers.count, 1) {
                let number = numbers[place]
                let (step, overflow) = number.subtractingReportingOverflow(before)
                let (way, farOverflow) = number.subtractingReportingOverflow(first)
                hasWrapped = hasWrapped || overflow || farOverflow
                byBefore[place - 1] = step
                byFirst[place - 1] = way
                if divisor != 1, step != 0 { divisor = commonDivisor(divisor, step.magnitude) }
                before = number
            }
            isChanging = divisor != 0
            self.divisor = hasWrapped || divisor > UInt64(Int64.max) ? 1 : max(1, Int64(divisor))
            if self.divisor > 1 {
                for place in byFirst.indices {
                    byFirst[place] /= self.divisor
                    byBefore[place] /= self.divisor
                }
            }
            self.byFirst = byFirst
            self.byBefore = byBefore
        }

        /// Only then is it worth the look at differences of differences: where they vary, they vary more.
        var growsEvenly: Bool {
            var changes = 0
            for place in byBefore.indices.dropFirst() where byBefore[place] != byBefore[place - 1] { changes += 1 }
            return byBefore.count > 1 && changes * 4 < byBefore.count
        }

        func residuals(_ course: Course) -> [Int64] {
            switch course {
            case .first: return byFirst
            case .before: return byBefore
            case .growth:
                guard byBefore.count > 1 else { return [] }
                var second = [Int64](repeating: 0, count: byBefore.count - 1)
                for place in second.indices { second[place] = byBefore[place + 1] &- byBefore[place] }
                return second
            }
        }
    }

    // MARK: - Reading

    /// - Parameter count: At least one.
    static func read(count: Int, from reader: inout ByteReader) throws(RowError) -> [Int64] {
        let form = try reader.byte()
        guard form & ~Form.all == 0, let course = Course(rawValue: form & Form.course) else {
            throw RowError(.outOfRange, offset: reader.offset)
        }
        let first = try reader.signed()
        var divisor: Int64 = 1
        if form & Form.divisor != 0 { divisor = Int64(bitPattern: try reader.varint()) }
        var step = course == .growth ? try reader.signed() : 0
        let residualCount = max(0, course == .growth ? count - 2 : count - 1)
        let isList = form & Form.list != 0
        let residuals = try Residuals.read(count: residualCount, isList: isList, from: &reader)
        var numbers = [Int64](repeating: first, count: count)
        var before = first
        switch course {
        case .first:
            for place in residuals.indices { numbers[place + 1] = first &+ divisor &* residuals[place] }
        case .before:
            for place in residuals.indices {
                before &+= divisor &* residuals[place]
                numbers[place + 1] = before
            }
        case .growth:
            guard count > 1 else { break }
            before &+= divisor &* step
            numbers[1] = before
            for place in residuals.indices {
                step &+= residuals[place]
                before &+= divisor &* step
                numbers[place + 2] = before
            }
        }
        return numbers
    }
}

/// The greatest common divisor; that of 0 and a number is the number (Euclid).
private func commonDivisor(_ one: UInt64, _ other: UInt64) -> UInt64 {
    var (large, small) = (one, other)
    while small != 0 { (large, small) = (small, large % small) }
    return large
}
