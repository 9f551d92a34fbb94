// Platform — all that is Linux.
//
// It knows no protocol and no trade: it moves bytes, tells the time, starts programs. It does not decode, judge or
// retry, keeps no history and reads no configuration. No Foundation.
//
//   DatagramSocket, SocketAddress     batches of datagrams with the kernel's receive stamps (recvmmsg, sendmmsg)
//   ReadinessSource                   a closure on a queue when a socket has something
//   SerialQueueExecutor               actors that own sockets or SQLite, each on a queue of its own
//   SystemClock, LocalTime            now, and what the wall clock in the site's zone shows
//   UnixStream, PeerCredentials       the tool's end of the control socket; who is at the other end
//   AtomicFile, readFile, FileStamp   files that are either old or new, never half
//   Spawn                             a program with arguments, limits and a deadline, never a shell
//   Signal, ServiceNotifier, Terminal  SIGHUP and kin, systemd, the size of the window
//   Allocator                         how many heaps the C library keeps
//   PlatformError                     what failed, on what, and how to fix it
