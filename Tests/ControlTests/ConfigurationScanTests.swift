import Control
import Testing

@Suite struct ConfigurationScanTests {
    @Test(arguments: [
        ("socket: /run/m.sock", "/run/m.sock"), ("socket:   /run/m.sock   # here", "/run/m.sock"),
        ("socket: \"/run/my monitor.sock\"  # here", "/run/my monitor.sock"), ("socket: '/run/#1'", "/run/#1"),
        ("socket: /run/a#b", "/run/a#b"), ("# socket: /x\nsites:\n  socket: /y\nsocket: /z\r\n", "/z"),
    ])
    func `a top-level scalar is found however it is written`(text: String, value: String) {
        #expect(ConfigurationScan.scan(text)["socket"] == value)
    }

    @Test(arguments: ["", "socket:", "socket: # later", "  socket: /x", "sockets: /x", "socket: \"\"", "- socket: /x"])
    func `what is no top-level scalar is not seen`(text: String) {
        #expect(ConfigurationScan.scan(text)["socket"] == nil)
    }
}
