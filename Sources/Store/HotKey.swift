import Model

/// How slots and groups make the keys of rows and runs.
enum HotKey {
    /// 39 bits of seconds since 1970; with 24 bits of group they fill a positive Int64.
    static let slots: Range<HotRun.Slot> = 0..<(1 << 39)

    /// The second of a moment.
    static func slot(at moment: Timestamp) -> HotRun.Slot {
        moment.milliseconds >= 0 ? moment.milliseconds / 1000 : -1
    }

    /// `slot << 24 | group`: by time first, so that new rows come at the end of the tree and old ones are one range.
    static func key(slot: HotRun.Slot, group: StoredGroup.ID) -> Int64 {
        slot << 24 | group
    }

    /// The slot of a row's key.
    static func slot(of key: Int64) -> HotRun.Slot {
        key >> 24
    }

    /// The group of a row's key.
    static func group(of key: Int64) -> StoredGroup.ID {
        key & StoredGroup.maximumID
    }

    /// The moment of a key, to the second.
    static func time(of key: Int64) -> Timestamp {
        Timestamp(seconds: key >> 24)
    }

    /// `group << 39 | slot`: by group first, so that the runs of a group lie together.
    static func runKey(first slot: HotRun.Slot, group: StoredGroup.ID) -> Int64 {
        group << 39 | slot
    }

    /// The group of a run's key.
    static func group(ofRun key: Int64) -> StoredGroup.ID { key >> 39 }

    /// The slot of a run's first row.
    static func firstSlot(ofRun key: Int64) -> HotRun.Slot {
        key & (slots.upperBound - 1)
    }
}
