import Foundation

/// A value as the store gives it back: through JSON.
func kept<Kept: Codable>(_ value: Kept) throws -> Kept {
    try JSONDecoder().decode(Kept.self, from: JSONEncoder().encode(value))
}
