namespace TogetherAI.Engine.Kernels;

/// <summary>A matrix times some vectors, its rows shared among the threads of a pool.</summary>
internal sealed unsafe class MatrixProduct(WorkerPool pool) : IParallelWork
{
    /// <summary>Below this, some forty microseconds of work, waking another thread costs more than it saves.</summary>
    public const long SerialMultiplications = 1 << 20;
    private const int ClaimsPerThread = 6;

    /// <summary>A value is quantised and interleaved in the time of so many multiplications.</summary>
    private const int PreparationCost = 16;

    private readonly ProductInputs _inputs = new();
    private WeightMatrix? _matrix;
    private float* _y;

    /// <summary><c>y[token, row] = Σ matrix[row, column] · x[token, column]</c></summary>
    public void Run(WeightMatrix matrix, float* x, int tokens, float* y)
    {
        _matrix = matrix;
        _y = y;
        _inputs.Set(x, tokens, matrix.Columns, matrix.Inputs(tokens));
        Share(_inputs, _inputs.Groups, 1, (long)matrix.Columns * tokens * PreparationCost);

        // Whole tiles, so that none is left half empty at the end of each claim.
        int share = matrix.Rows / (pool.Threads * ClaimsPerThread), tile = matrix.TileRows;
        Share(this, matrix.Rows, Math.Max(8, Math.Max(1, share / tile) * tile), (long)matrix.Rows * matrix.Columns * tokens);
    }

    private void Share(IParallelWork work, int items, int grain, long multiplications) =>
        pool.Run(work, items, multiplications < SerialMultiplications ? items : grain);

    void IParallelWork.Run(int first, int end) => _matrix!.Multiply(_inputs, _y, first, end);
}
