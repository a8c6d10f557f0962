namespace TogetherAI.Engine.Kernels;

/// <summary>A matrix times some vectors, its rows shared among the threads of a pool.</summary>
internal sealed unsafe class MatrixProduct(WorkerPool pool) : IParallelWork
{
    /// <summary>Below this, some forty microseconds of work, waking another thread costs more than it saves.</summary>
    public const long SerialMultiplications = 1 << 20;
    private const int ClaimsPerThread = 6;

    private readonly ProductInputs _inputs = new();
    private WeightMatrix? _matrix;
    private float* _y;

    /// <summary><c>y[token, row] = Σ matrix[row, column] · x[token, column]</c></summary>
    public void Run(WeightMatrix matrix, float* x, int tokens, float* y)
    {
        _matrix = matrix;
        _y = y;
        _inputs.Set(x, tokens, matrix.Columns);
        if (matrix.InputBlock > 0)
            _inputs.Quantise(matrix.InputBlock);
        bool serial = (long)matrix.Rows * matrix.Columns * tokens < SerialMultiplications;

        // Rows go in pairs, so an odd share would leave half a tile over.
        int grain = serial ? matrix.Rows : (Math.Max(8, matrix.Rows / (pool.Threads * ClaimsPerThread)) + 1) & ~1;
        pool.Run(this, matrix.Rows, grain);
    }

    void IParallelWork.Run(int first, int end) => _matrix!.Multiply(_inputs, _y, first, end);
}
