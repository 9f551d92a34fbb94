import Model

/// What the lights, the signs and the keys mean.
enum HelpView {
    /// The page as a frame of exactly the scene's size.
    static func draw(_ scene: Scene) -> Frame {
        let wording = scene.wording
        var body: [Line] = []
        for status in [Status.red, .yellow, .grey, .blue, .green] {
            var line = Line("  ")
            line.add("\(status.shape) \(wording.short(status))", width: 20, Style(.light(status)))
            line.add(wording.meaning(status))
            body.append(line)
        }
        for (sign, meaning) in wording.signs {
            var line = Line("  ")
            line.add(sign, width: 20)
            line.add(meaning, width: scene.width - line.columns)
            body.append(line)
        }
        let keys: [Help.Key] = [.move, .open, .back, .acknowledge, .accept, .pause, .note, .search, .sites, .bell]
        if body.count + keys.count < scene.bodyRows { body.append(Line()) }
        for key in keys {
            var line = Line("  ")
            line.add(key.name, width: 20, .bold)
            line.add(wording.explanation(key, isBellOn: scene.state.isBellOn), width: scene.width - line.columns)
            body.append(line)
        }
        return scene.page(body, footer: scene.footer([.back, .language, .quit]))
    }
}
