import Foundation

/// A value as the store gives it back: through JSON.
func kept<Kept: Codable>(_ value: Kept) throws -> Kept {
    try JSONDecoder().decode(Kept.self, from: JSONEncoder().encode(value))
}

/// A value from JSON that was written once.
func read<Kept: Decodable>(_ json: String) throws -> Kept {
    try JSONDecoder().decode(Kept.self, from: Data(json.utf8))
}
