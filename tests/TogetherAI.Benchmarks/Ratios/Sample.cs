using System.Diagnostics;

namespace TogetherAI.Benchmarks;

/// <summary>What one run of some work cost.</summary>
/// <param name="Milliseconds">Wall-clock time.</param>
/// <param name="Bytes">Bytes allocated by the whole process; exact.</param>
/// <param name="Result">What the work said it did.</param>
internal readonly record struct Sample(double Milliseconds, long Bytes, long Result)
{
    public static async Task<Sample> TakeAsync(Func<Task<long>> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long started = Stopwatch.GetTimestamp();
        long result = await work();
        double milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return new Sample(milliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes, result);
    }
}
