public import Control
public import Model

/// The words for doing something on the screen.
extension Wording {
    /// What is about to be done, and to what: `Kuittaus · #1484 kanerva-sw1: ei yhteyttä`.
    func title(_ prompt: Prompt, _ board: Board?, now: Timestamp) -> String {
        let target: String
        switch prompt.target {
        case .incident(let number):
            let incident = board?.incidents.first { $0.number == number }
            target = "#\(number)" + (incident.map { " " + headline($0, now: now) } ?? "")
        case .scope(.host(let host)): target = host
        case .scope(.site(let site)):
            let count = board?.hosts.count { $0.site == site } ?? 0
            target = (board?.siteName(site) ?? site) + ", " + hosts(count)
        }
        return "\(name(of: prompt.act)) · \(target)"
    }

    private func name(of act: ActRequest.Word) -> String {
        switch act {
        case .acknowledge: say(fi: "Kuittaus", sv: "Kvittering", en: "Acknowledge")
        case .accept: say(fi: "Hyväksy keltaiset", sv: "Godkänn gult", en: "Accept yellow")
        case .pause: say(fi: "Huolto alkaa", sv: "Underhåll börjar", en: "Pause")
        case .resume: say(fi: "Huolto päättyy", sv: "Underhåll slutar", en: "Resume")
        case .note: say(fi: "Muistiinpano", sv: "Anteckning", en: "Note")
        case .tell: say(fi: "Kerro soittajille", sv: "Till dem som ringer", en: "Tell callers")
        case .retire: say(fi: "Poista käytöstä", sv: "Ta ur bruk", en: "Retire")
        }
    }

    /// What is asked, and how to answer.
    func question(_ question: Prompt.Question, _ act: ActRequest.Word) -> String {
        switch question {
        case .initials: return say(fi: "Nimikirjaimesi", sv: "Dina initialer", en: "Your initials")
        case .text:
            return act == .note
                ? say(fi: "Teksti", sv: "Text", en: "Text")
                : say(fi: "Miksi (saa olla tyhjä)", sv: "Varför (får vara tomt)", en: "Why (may be empty)")
        case .until:
            return act == .accept
                ? say(
                    fi: "Mihin asti (+14d, 2026-12-31)", sv: "Till när (+14d, 2026-12-31)",
                    en: "Until (+14d, 2026-12-31)")
                : say(
                    fi: "Mihin asti (15:00, +2h; tyhjä: toistaiseksi)", sv: "Till när (15:00, +2h; tomt: tills vidare)",
                    en: "Until (15:00, +2h; empty: open end)")
        }
    }

    /// What Enter and Escape do now, and the way back.
    func promptKeys(_ prompt: Prompt) -> String {
        let enter =
            prompt.isLast
            ? say(fi: "Enter lähetä", sv: "Enter skicka", en: "Enter send")
            : say(fi: "Enter jatka", sv: "Enter vidare", en: "Enter next")
        let up = prompt.hasPrevious ? say(fi: "  ↑ edellinen", sv: "  ↑ förra", en: "  ↑ back") : ""
        return enter + up + say(fi: "  Esc peru", sv: "  Esc avbryt", en: "  Esc cancel")
    }

    var sending: String { say(fi: "lähetetään…", sv: "skickar…", en: "sending…") }

    /// Why it was not done.
    func trouble(_ trouble: Prompt.Trouble, _ act: ActRequest.Word) -> String {
        switch trouble {
        case .daemon(let error): [self.trouble(error), remedy(error)].compactMap { $0 }.joined(separator: ": ")
        case .unreadableMoment:
            say(
                fi: "Aikaa ei ymmärretty: kirjoita 15:00, +2h tai 2026-11-24",
                sv: "Tiden förstods inte: skriv 15:00, +2h eller 2026-11-24",
                en: "No such time: write 15:00, +2h or 2026-11-24")
        case .momentNeeded:
            say(
                fi: "Hyväksynnälle tarvitaan loppu: kirjoita esimerkiksi +14d",
                sv: "Ett godkännande behöver ett slut: skriv till exempel +14d",
                en: "It needs an end: write +14d, for example")
        case .textNeeded:
            say(fi: "Kirjoita, mitä pitäisi lukea", sv: "Skriv vad som ska läsas", en: "Write what is to be read")
        }
    }

    /// What the daemon itself proposes; the rest of what may help stands in the head of the screen.
    private func remedy(_ error: ControlError) -> String? {
        switch error {
        case .refused(_, let refusal): refusal.remedy(in: self)?.visible()
        case .timeout:
            say(
                fi: "katso, tuliko se silti tehdyksi", sv: "se om det ändå blev gjort",
                en: "see whether it was done all the same")
        case .noDaemon, .permissionDenied, .closed, .malformed, .tooLarge, .system: nil
        }
    }

    /// What was done: `core-1: paused until 15:00, MK: new PSU`.
    public func done(_ reply: ActReply, now: Timestamp) -> String {
        reply.subject.map { $0.visible(limit: 60) + ": " + act(reply.act, now: now) } ?? reply.text
    }

    var nothingSelected: String {
        say(
            fi: "Valitse ensin nuolilla häiriö, laite tai toimipaikka",
            sv: "Välj först en störning, enhet eller plats med pilarna",
            en: "First select an incident, a host or a site with the arrows")
    }
}
