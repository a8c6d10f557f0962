using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Models;

/// <summary>What is done to each row of a pass, or part of one, by itself, shared among the threads where that is worth waking them.</summary>
/// <param name="pool">The threads.</param>
/// <param name="cost">What one item costs, in multiplications of a matrix product.</param>
/// <param name="body">Does the items from the first up to the second.</param>
internal sealed class RowWork(WorkerPool pool, long cost, Action<int, int> body) : IParallelWork
{
    private const int ClaimsPerThread = 4;

    public void Run(int items)
    {
        bool serial = items * cost < MatrixProduct.SerialMultiplications;
        pool.Run(this, items, serial ? items : Math.Max(1, items / (pool.Threads * ClaimsPerThread)));
    }

    void IParallelWork.Run(int first, int end) => body(first, end);
}
