/// Numbers that look random and are the same every time: of a name, of a seed and a salt.
enum Chance {
    /// FNV-1a (64 bits): the seed of everything about the device of that name.
    static func seed(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// splitmix64's finish of seed and salt.
    static func bits(_ seed: UInt64, _ salt: UInt64) -> UInt64 {
        var mixed = seed &+ (salt &+ 1) &* 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to 1.
    static func fraction(_ seed: UInt64, _ salt: UInt64) -> Double {
        Double(bits(seed, salt) >> 11) / Double(1 << 53 as UInt64)
    }
}
