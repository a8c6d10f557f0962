using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels;

/// <summary>
/// The vectors that a matrix is multiplied with, in the form that its kernel takes: quantised and interleaved once, before the rows are
/// shared among threads. Kept and reused; grows to the largest product.
/// </summary>
internal sealed unsafe class ProductInputs : IParallelWork
{
    private FloatBuffer _quants = new(0), _sums = new(0), _scales = new(0), _panel = new(0), _panelSums = new(0), _panelScales = new(0);

    /// <summary>How they are prepared.</summary>
    public InputForm Form { get; private set; }

    /// <summary>Number of vectors.</summary>
    public int Tokens { get; private set; }

    /// <summary>Floats in a vector.</summary>
    public int Columns { get; private set; }

    /// <summary>The vectors back to back.</summary>
    public float* Values { get; private set; }

    /// <summary>Their integers: <c>value ≈ scale · quant</c>, from -127 to 127.</summary>
    public sbyte* Quants => (sbyte*)_quants.Pointer;

    /// <summary>The sum of each 16 integers.</summary>
    public short* Sums => (short*)_sums.Pointer;

    /// <summary>A scale for each block.</summary>
    public float* Scales => _scales.Pointer;

    /// <summary>Groups of <see cref="InputForm.Vectors"/> vectors, the last one perhaps not full: the work that preparing falls into.</summary>
    public int Groups => (Tokens + Form.Vectors - 1) / Form.Vectors;

    /// <summary>Says what will be multiplied and makes room. The work itself is <see cref="Run"/>.</summary>
    public void Set(float* values, int tokens, int columns, InputForm form)
    {
        Values = values;
        (Tokens, Columns, Form) = (tokens, columns, form);
        if (form.Block > 0)
        {
            Grow(ref _quants, (long)tokens * columns / sizeof(float));
            Grow(ref _sums, (long)tokens * columns / InputBlocks.SumValues / 2);
            Grow(ref _scales, (long)tokens * columns / form.Block);
        }

        if (form.Panel == Panel.None)
            return;
        long blocks = (long)Groups * form.Vectors * columns / Math.Max(form.Block, 1);
        Grow(ref _panel, blocks * form.BlockNumbers);
        Grow(ref _panelSums, blocks * form.BlockSums);
        if (form.Block > 0)
            Grow(ref _panelScales, blocks);
    }

    /// <summary>Quantises and interleaves the groups <paramref name="first"/> up to <paramref name="end"/>.</summary>
    public void Run(int first, int end)
    {
        for (int token = first * Form.Vectors; Form.Block > 0 && token < Math.Min(end * Form.Vectors, Tokens); token++)
        {
            nint at = (nint)token * Columns;
            InputBlocks.Quantise(Values + at, Columns, Form.Block, Quants + at, Sums + (at / InputBlocks.SumValues), Scales + (at / Form.Block));
            if (Form.Halves)
                InputBlocks.PartHalves(Quants + at, Columns);
        }

        for (int group = first; Form.Panel != Panel.None && group < end; group++)
            InputPanels.Interleave(this, Form, group * Form.Vectors, PanelAt(group * Form.Vectors));
    }

    /// <summary>The panel of the group that begins with a vector.</summary>
    public PanelPointers PanelAt(int token) =>
        Form.Advance(new PanelPointers((int*)_panel.Pointer, (int*)_panelSums.Pointer, _panelScales.Pointer), token / Form.Vectors * (Columns / Math.Max(Form.Block, 1)));

    private static void Grow(ref FloatBuffer buffer, long length)
    {
        if (buffer.Length < length)
            buffer = new FloatBuffer(checked((int)length));
    }
}
