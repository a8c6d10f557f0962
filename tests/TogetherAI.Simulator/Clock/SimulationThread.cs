using System.Runtime.ExceptionServices;

namespace TogetherAI.Simulator;

/// <summary>
/// Runs a simulation on a thread of its own. Everything that awaits goes on inside the call that completes what it awaited, so the stack must
/// be deep: where it is short, the runtime would hand the rest to the thread pool.
/// </summary>
internal static class SimulationThread
{
    private const int StackBytes = 64 << 20;

    /// <summary>Runs simulations, some at a time; each is as deterministic as if it ran alone.</summary>
    /// <returns>What they returned, in their order.</returns>
    public static T[] RunAll<T>(IReadOnlyList<Func<T>> runs, int threads, Action<int>? done = null)
    {
        T[] results = new T[runs.Count];
        ExceptionDispatchInfo? failure = null;
        int next = -1;
        int finished = 0;
        Thread[] workers = new Thread[Math.Min(threads, runs.Count)];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = new Thread(Work, StackBytes);
            workers[i].Start();
        }

        foreach (Thread worker in workers)
            worker.Join();
        failure?.Throw();
        return results;

        void Work()
        {
            try
            {
                int i;
                while (failure is null && (i = Interlocked.Increment(ref next)) < runs.Count)
                {
                    results[i] = runs[i]();
                    done?.Invoke(Interlocked.Increment(ref finished));
                }
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }

    /// <summary>Runs one simulation.</summary>
    public static T Run<T>(Func<T> run) => RunAll([run], threads: 1)[0];
}
