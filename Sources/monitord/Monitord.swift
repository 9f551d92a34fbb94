@main
struct Monitord {
    static func main() {}
}
