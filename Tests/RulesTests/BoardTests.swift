import Model
import Rules
import TestSupport
import Testing

/// A board that is kept and changed has to be the board that is made anew.
@Suite struct BoardTests {
    /// A town of two levels in which some hosts are read and some only pinged.
    private func story(seed: UInt64, random: inout SeededRandom) -> Story {
        var town = Town()
        town.add("core-1")
        for number in 1...8 {
            town.add("h\(number)", behind: number % 3 == 0 ? [] : ["core-1"], isRead: Bool.random(using: &random))
        }
        return Story(town, seed: seed)
    }

    @Test(arguments: 1...30) func `a board that is brought up to date is the one that is made anew`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var story = story(seed: seed, random: &random)
        var board = story.judge.board(now: story.now)
        let names = board.hosts.map(\.id)
        for _ in 0..<60 {
            switch Int.random(in: 0..<6, using: &random) {
            case 0...1:
                let name = names[Int.random(in: 0..<names.count, using: &random)]
                if story.dead.remove(name) == nil { story.dead.insert(name) }
            case 2:
                let name = names[Int.random(in: 0..<names.count, using: &random)]
                if story.silentAgents.remove(name) == nil { story.silentAgents.insert(name) }
            case 3: story.isFrozen.toggle()
            case 4: story.isCutOff.toggle()
            default: story.setClock(back: .milliseconds(Int64.random(in: -90_000...90_000, using: &random)))
            }
            story.run(.milliseconds(Int64.random(in: 1...120, using: &random) * 1000))
            let isRenewed = story.renew(&board)
            #expect(isRenewed)
            #expect(board == story.judge.board(now: story.now), "seed \(seed)")
        }
    }

    @Test func `where the daemon begins to show itself, only a new board will do`() {
        var story = Story(Town.tree(switches: 1, accessPoints: 1))
        var board = story.judge.board(now: story.now)
        story.take(own: [OwnLight(aspect: .cpu, subject: "polls", status: .green, text: "none late")])
        let before = board
        let isOldRenewed = story.renew(&board)
        #expect(!isOldRenewed)
        #expect(board == before)
        board = story.judge.board(now: story.now)
        let isNewRenewed = story.renew(&board)
        #expect(isNewRenewed)
        #expect(board.hosts.last?.id == Judge.ownHost)
    }
}
