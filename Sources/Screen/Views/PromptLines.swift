import Control
import Model

/// The line at the bottom in which somebody does something, and what came of it.
enum PromptLines {
    /// Draws over the last rows of a page.
    static func draw(_ scene: Scene, over frame: inout Frame) {
        let lines = scene.state.prompt.map { self.lines($0, scene) } ?? remark(scene)
        for (row, line) in zip((0..<scene.size.rows).suffix(lines.count), lines.suffix(scene.size.rows)) {
            var line = line
            line.move(to: scene.width)
            frame.put(line, row: row)
        }
    }

    /// Why it was not done, if so; what it is about; the question with what was typed so far.
    private static func lines(_ prompt: Prompt, _ scene: Scene) -> [Line] {
        let wording = scene.wording
        let trouble = prompt.trouble.map { trouble -> Line in
            var line = Line("! ", .alarm)
            line.add(wording.trouble(trouble, prompt.act), width: max(0, scene.width - 2), .alarm)
            return line
        }
        let keys = prompt.isSending ? wording.sending : wording.promptKeys(prompt)
        var head = Line()
        let room = max(0, scene.width - keys.columns - 1)
        head.add(wording.title(prompt, scene.state.board, now: scene.now), width: room, .selected)
        head.add(" " + keys, Style(isReversed: true))
        return [trouble].compactMap { $0 } + [head, input(prompt, scene)]
    }

    /// As much of the end of what was typed as there is room for.
    private static func input(_ prompt: Prompt, _ scene: Scene) -> Line {
        var line = Line(scene.wording.question(prompt.question, prompt.act) + ": ", .bold)
        let room = scene.width - line.columns - 1
        var shown = prompt.answer.visible(limit: Act.maximumText)
        while shown.columns > max(0, room) { shown.removeFirst() }
        line.add(shown)
        line.add(" ", Style(isReversed: true))
        return line
    }

    private static func remark(_ scene: Scene) -> [Line] {
        guard let remark = scene.state.remark, scene.now - remark.time < Remark.stay else { return [] }
        switch remark.matter {
        case .done(let reply): return [Line("→ " + scene.wording.done(reply, now: remark.time), .bold)]
        case .nothingSelected: return [Line("! " + scene.wording.nothingSelected, .bold)]
        }
    }
}
