using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Models;

/// <summary>What is done to each row of a pass by itself, shared among the threads where that is worth waking them.</summary>
/// <param name="pool">The threads.</param>
/// <param name="cost">What one row costs, in multiplications of a matrix product.</param>
/// <param name="body">Does the rows from the first up to the second.</param>
internal sealed class RowWork(WorkerPool pool, long cost, Action<int, int> body) : IParallelWork
{
    private const int ClaimsPerThread = 4;

    public void Run(int rows)
    {
        bool serial = rows * cost < MatrixProduct.SerialMultiplications;
        pool.Run(this, rows, serial ? rows : Math.Max(1, rows / (pool.Threads * ClaimsPerThread)));
    }

    void IParallelWork.Run(int first, int end) => body(first, end);
}
