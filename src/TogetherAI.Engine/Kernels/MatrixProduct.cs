namespace TogetherAI.Engine.Kernels;

/// <summary>
/// Matrices times some vectors, their rows shared among the threads of a pool. What is multiplied with the same vectors is best given at
/// once: they are prepared once, and the threads wait for one another once.
/// </summary>
internal sealed unsafe class MatrixProduct(WorkerPool pool) : IParallelWork
{
    /// <summary>Below this, some microseconds of work, handing it to another thread costs more than it saves.</summary>
    public const long SerialMultiplications = 1 << 18;
    private const int ClaimsPerThread = 6;

    /// <summary>Fewest rows that are claimed together.</summary>
    private const int FewestRows = 8;

    /// <summary>A value is quantised and interleaved in the time of so many multiplications.</summary>
    private const int PreparationCost = 32;

    private readonly ProductInputs _inputs = new();
    private readonly List<Part> _parts = [];

    /// <summary><c>y[token, row] = Σ matrix[row, column] · x[token, column]</c></summary>
    public void Run(WeightMatrix matrix, float* x, int tokens, float* y)
    {
        _parts.Clear();
        Add(matrix, y);
        Multiply(x, tokens);
    }

    /// <summary>The same for several matrices of the same vectors.</summary>
    public void Run(float* x, int tokens, params ReadOnlySpan<(WeightMatrix Matrix, FloatBuffer Y)> products)
    {
        _parts.Clear();
        foreach ((WeightMatrix matrix, FloatBuffer y) in products)
        {
            if (_parts.Count > 0 && _parts[0].Matrix.Inputs(tokens) != matrix.Inputs(tokens))
            {
                Multiply(x, tokens);
                _parts.Clear();
            }

            Add(matrix, y.Pointer);
        }

        Multiply(x, tokens);
    }

    void IParallelWork.Run(int first, int end)
    {
        foreach (Part part in _parts)
        {
            int from = Math.Max(first - part.FirstItem, 0) * part.ItemRows, to = Math.Min((end - part.FirstItem) * part.ItemRows, part.Matrix.Rows);
            if (from < to)
                part.Matrix.Multiply(_inputs, part.Y, from, to);
        }
    }

    /// <summary>An item is a whole tile, so that none is left half empty at the end of each claim.</summary>
    private void Add(WeightMatrix matrix, float* y)
    {
        int rows = Math.Max(FewestRows, matrix.TileRows);
        _parts.Add(new Part(matrix, y, rows, _parts.Count == 0 ? 0 : _parts[^1].EndItem));
    }

    private void Multiply(float* x, int tokens)
    {
        WeightMatrix any = _parts[0].Matrix;
        _inputs.Set(x, tokens, any.Columns, any.Inputs(tokens));
        Share(_inputs, _inputs.Groups, 1, (long)any.Columns * tokens * PreparationCost);

        int items = _parts[^1].EndItem;
        long multiplications = 0;
        foreach (Part part in _parts)
            multiplications += (long)part.Matrix.Rows * any.Columns * tokens;
        Share(this, items, Math.Max(1, items / (pool.Threads * ClaimsPerThread)), multiplications);
    }

    private void Share(IParallelWork work, int items, int grain, long multiplications) =>
        pool.Run(work, items, multiplications < SerialMultiplications ? items : grain);

    /// <summary>A matrix, where its products go, and which items its rows are.</summary>
    private readonly struct Part(WeightMatrix matrix, float* y, int itemRows, int firstItem)
    {
        public WeightMatrix Matrix { get; } = matrix;

        public float* Y { get; } = y;

        public int ItemRows { get; } = itemRows;

        public int FirstItem { get; } = firstItem;

        public int EndItem { get; } = firstItem + ((matrix.Rows + itemRows - 1) / itemRows);
    }
}
