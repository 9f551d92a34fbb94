extension Wording {
    /// That an agent gives nothing, and why, in a few words.
    func silence(_ cause: SilenceCause) -> String {
        let silent = say(
            fi: "vastaa pingiin, SNMP hiljaa", sv: "svarar på ping, SNMP tyst", en: "answers ping, SNMP silent")
        switch cause {
        case .timeout: return silent
        case .refused: return silent + say(fi: " (portti kiinni)", sv: " (porten stängd)", en: " (port closed)")
        case .otherAddress(let address):
            let text = address.visible()
            return silent
                + say(fi: " (vastaus osoitteesta \(text))", sv: " (svar från \(text))", en: " (answers from \(text))")
        case .malformed(let detail):
            return silent + say(fi: " (virheellinen vastaus: ", sv: " (felaktigt svar: ", en: " (malformed answer: ")
                + detail.visible() + ")"
        case .security(let fault): return "SNMPv3: " + word(fault)
        }
    }

    /// What to try where an agent gives nothing.
    public func remedy(_ cause: SilenceCause) -> String {
        switch cause {
        case .timeout:
            return say(
                fi: "tarkista laitteen SNMP-palvelu ja palomuuri", sv: "kontrollera enhetens SNMP-tjänst och brandvägg",
                en: "check the SNMP service and the firewall of the device")
        case .refused:
            return say(
                fi: "käynnistä laitteen SNMP-palvelu tai korjaa portti kohdassa address:",
                sv: "starta enhetens SNMP-tjänst eller rätta porten i address:",
                en: "start the device's SNMP service, or correct the port in address:")
        case .otherAddress(let address):
            let text = address.visible()
            return say(
                fi: "aseta laite vastaamaan kysytystä osoitteesta, tai kirjoita address: \(text)",
                sv: "låt enheten svara från den frågade adressen, eller skriv address: \(text)",
                en: "have the device answer from the address that is asked, or write address: \(text)")
        case .malformed:
            return say(
                fi: "päivitä laitteen ohjelmisto; monitor walk näyttää mitä se lähettää",
                sv: "uppdatera enhetens programvara; monitor walk visar vad den sänder",
                en: "update the device's software; monitor walk shows what it sends")
        case .security(let fault): return remedy(fault)
        }
    }

    /// Why an SNMPv3 agent gives nothing, in a few words.
    public func word(_ fault: SecurityFault) -> String {
        switch fault {
        case .unknownUser:
            say(fi: "laite ei tunne käyttäjää", sv: "enheten känner inte användaren", en: "unknown user")
        case .wrongAuthentication:
            say(
                fi: "väärä tunnistusavain tai -algoritmi", sv: "fel autentiseringsnyckel eller -algoritm",
                en: "wrong authentication key or algorithm")
        case .wrongPrivacy:
            say(
                fi: "väärä salausavain tai -algoritmi", sv: "fel krypteringsnyckel eller -algoritm",
                en: "wrong privacy key or algorithm")
        case .unsupportedLevel:
            say(
                fi: "turvataso ei käy tälle käyttäjälle", sv: "säkerhetsnivån passar inte användaren",
                en: "security level not allowed for this user")
        case .notInTimeWindow:
            say(
                fi: "laitteen kello ei täsmää (notInTimeWindow)", sv: "enhetens klocka stämmer inte (notInTimeWindow)",
                en: "the agent's clock does not hold (notInTimeWindow)")
        case .unstableEngine:
            say(
                fi: "laitteen engine ID vaihtuu koko ajan", sv: "enhetens engine-ID växlar hela tiden",
                en: "the engine ID changes all the time")
        case .unknownContext:
            say(fi: "tuntematon konteksti", sv: "okänd kontext", en: "unknown context")
        case .forgedAnswer:
            say(
                fi: "vastaus ei ole aito (väärä tiiviste)", sv: "svaret är inte äkta (fel kontrollsumma)",
                en: "answers are not authentic (wrong digest)")
        case .refused:
            say(fi: "laite torjuu viestin", sv: "enheten avvisar meddelandet", en: "the agent rejects the message")
        }
    }

    /// What to do on the device, or in the configuration under `snmp:`.
    private func remedy(_ fault: SecurityFault) -> String {
        switch fault {
        case .unknownUser:
            say(
                fi: "luo käyttäjä laitteeseen, tai korjaa user: kohdassa snmp:",
                sv: "skapa användaren i enheten, eller rätta user: under snmp:",
                en: "create the user on the device, or correct user: under snmp:")
        case .wrongAuthentication:
            say(
                fi: "aseta auth ja authKey samoiksi laitteessa ja kohdassa snmp:",
                sv: "gör auth och authKey lika i enheten och under snmp:",
                en: "make auth and authKey the same on the device and under snmp:")
        case .wrongPrivacy:
            say(
                fi: "aseta privacy ja privacyKey samoiksi laitteessa ja kohdassa snmp:",
                sv: "gör privacy och privacyKey lika i enheten och under snmp:",
                en: "make privacy and privacyKey the same on the device and under snmp:")
        case .unsupportedLevel:
            say(
                fi: "salli käyttäjälle laitteessa sama turvataso kuin kohdassa snmp: (auth, privacy)",
                sv: "tillåt användaren samma säkerhetsnivå i enheten som under snmp: (auth, privacy)",
                en: "allow the user the same level on the device as under snmp: (auth, privacy)")
        case .notInTimeWindow:
            say(
                fi: "käynnistä laitteen SNMP-palvelu uudelleen; päivitä ohjelmisto, jos se ei auta",
                sv: "starta om enhetens SNMP-tjänst; uppdatera programvaran om det inte hjälper",
                en: "restart the device's SNMP service; if that does not help, update its software")
        case .unstableEngine:
            say(
                fi: "anna laitteelle kiinteä engine ID; etsi toinen laite samasta osoitteesta",
                sv: "ge enheten ett fast engine-ID; sök en annan enhet på samma adress",
                en: "give the device a fixed engine ID; look for another device at its address")
        case .unknownContext:
            say(
                fi: "salli käyttäjälle laitteessa tyhjä konteksti (VACM)",
                sv: "tillåt användaren den tomma kontexten i enheten (VACM)",
                en: "allow the user the empty context on the device (VACM)")
        case .forgedAnswer:
            say(
                fi: "etsi toinen laite samasta osoitteesta, tai korjaa authKey kohdassa snmp:",
                sv: "sök en annan enhet på samma adress, eller rätta authKey under snmp:",
                en: "look for another device at its address, or correct authKey under snmp:")
        case .refused:
            say(
                fi: "salli laitteessa SNMPv3 (USM), tai valitse laitteelle toinen tunnus (snmp:)",
                sv: "tillåt SNMPv3 (USM) i enheten, eller välj en annan inloggning (snmp:) för den",
                en: "allow SNMPv3 (USM) on the device, or choose another credential (snmp:) for it")
        }
    }
}
