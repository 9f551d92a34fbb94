internal import CLinux

/// The C library's allocator.
public enum Allocator {
    /// Lets all threads share two heaps (`M_ARENA_MAX`, mallopt(3)). By itself each thread gets one of its own, and what is
    /// freed in one serves no other: a daemon whose work goes from thread to thread takes half as much memory again. To be
    /// called before there are threads.
    public static func shareHeaps() {
        clinux_limit_heaps(2)
    }
}
