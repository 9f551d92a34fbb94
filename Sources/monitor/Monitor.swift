@main
struct Monitor {
    static func main() {}
}
