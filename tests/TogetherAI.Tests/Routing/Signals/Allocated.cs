namespace TogetherAI.Tests.Routing;

/// <summary>What work allocates on its thread, once it is warm.</summary>
internal static class Allocated
{
    /// <summary>The least of some runs: others may start the runtime's own work on this thread.</summary>
    public static long By(Action work)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
