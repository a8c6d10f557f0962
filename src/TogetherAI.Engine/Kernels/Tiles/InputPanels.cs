using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Interleaves vectors for the tiles of x86, four or a single one: what is multiplied at the same time stands together.</summary>
internal static unsafe class InputPanels
{
    /// <summary>Vectors past the last are that one over again; what comes of them is thrown away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Interleave(ProductInputs x, InputForm form, int token, PanelPointers panel)
    {
        Rows four = new(token, Math.Min(token + 1, x.Tokens - 1), Math.Min(token + 2, x.Tokens - 1), Math.Min(token + 3, x.Tokens - 1));
        if (form.Panel == Panel.Floats)
        {
            if (form.Vectors == 1)
                OneOfFloats(x.Values + ((nint)token * x.Columns), x.Columns, form.Chains, panel.Values);
            else
                Floats(x.Values, x.Columns, form.Chains, four, panel.Values);
            return;
        }

        int blocks = x.Columns / form.Block;
        for (int chain = 0; chain < form.Chains; chain++)
        {
            for (int block = chain; block < blocks; block += form.Chains)
            {
                sbyte* quants = x.Quants + ((nint)block * form.Block);
                if (form.Vectors == 1)
                {
                    Buffer.MemoryCopy(quants + ((nint)token * x.Columns), panel.Values, form.Block, form.Block);
                    *panel.Scales = Scale(token);
                    for (int pair = 0; pair < form.BlockSums; pair++)
                        panel.Sums[pair] = Sums(token, pair);
                    panel = form.Advance(panel, 1);
                    continue;
                }

                if (form.Panel == Panel.Words)
                    Words(quants, x.Columns, form.Block, four, panel.Values);
                else
                    Bytes(quants, x.Columns, form.Block, four, panel.Values);
                Vector128.Create(Scale(four.A), Scale(four.B), Scale(four.C), Scale(four.D)).Store(panel.Scales);
                for (int pair = 0; pair < form.BlockSums; pair++)
                    Vector128.Create(Sums(four.A, pair), Sums(four.B, pair), Sums(four.C, pair), Sums(four.D, pair)).Store(panel.Sums + (pair * InputForm.Four));
                panel = form.Advance(panel, 1);

                float Scale(int row) => x.Scales[((nint)row * blocks) + block];

                int Sums(int row, int pair)
                {
                    short* sums = x.Sums + ((((nint)row * x.Columns) + ((nint)block * form.Block)) / 16) + (pair * form.SumValues / (form.Zero > 0 ? 16 : 8));
                    return form.Zero > 0 ? -form.Zero * (form.SumValues == 16 ? sums[0] : sums[0] + sums[1])
                        : form.SumValues == 16 ? Pair(sums[0], sums[1]) : Pair(sums[0] + sums[1], sums[2] + sums[3]);
                }
            }
        }

        static int Pair(int first, int second) => (first & 0xFFFF) | (second << 16);
    }

    private static void Bytes(sbyte* quants, nint columns, int count, Rows four, int* to)
    {
        for (int at = 0; at < count; at += 16, to += 16)
        {
            sbyte* from = quants + at;
            Turn(Load(from, four.A), Load(from, four.B), Load(from, four.C), Load(from, four.D), to, InputForm.Four);
        }

        Vector128<int> Load(sbyte* from, int row) => Vector128.Load((int*)(from + (row * columns)));
    }

    private static void Words(sbyte* quants, nint columns, int count, Rows four, int* to)
    {
        for (int at = 0; at < count; at += 16, to += 32)
        {
            Vector128<short> a = Load(four.A), b = Load(four.B), c = Load(four.C), d = Load(four.D);
            Turn(Even(a), Even(b), Even(c), Even(d), to, 2 * InputForm.Four);
            Turn(Odd(a), Odd(b), Odd(c), Odd(d), to + InputForm.Four, 2 * InputForm.Four);

            Vector128<short> Load(int row) => Vector128.Load((short*)(quants + at + (row * columns)));
        }

        static Vector128<int> Even(Vector128<short> bytes) => Vector128.ShiftRightArithmetic(Vector128.ShiftLeft(bytes, 8), 8).AsInt32();
        static Vector128<int> Odd(Vector128<short> bytes) => Vector128.ShiftRightArithmetic(bytes, 8).AsInt32();
    }

    /// <summary>Value <c>k</c> belongs to chain <c>k mod chains</c>; the chains follow one another.</summary>
    private static void Floats(float* values, nint columns, int chains, Rows four, int* to)
    {
        nint steps = columns / chains, stride = steps * InputForm.Four;
        for (nint step = 0; step < steps; step++, to += InputForm.Four)
        {
            for (int chain = 0; chain < chains; chain += 4)
            {
                float* from = values + (step * chains) + chain;
                Turn(Load(from, four.A), Load(from, four.B), Load(from, four.C), Load(from, four.D), to + (chain * stride), stride);
            }
        }

        Vector128<int> Load(float* from, int row) => Vector128.Load((int*)(from + (row * columns)));
    }

    /// <summary>The same for a single vector, a few steps of a few chains at a time.</summary>
    private static void OneOfFloats(float* values, nint columns, int chains, int* to)
    {
        nint steps = columns / chains, step = 0;
        for (; step <= steps - 4; step += 4)
        {
            for (int chain = 0; chain < chains; chain += 4)
            {
                int* from = (int*)values + (step * chains) + chain;
                Turn(Vector128.Load(from), Vector128.Load(from + chains), Vector128.Load(from + (2 * chains)), Vector128.Load(from + (3 * chains)), to + (chain * steps) + step, steps);
            }
        }

        for (; step < steps; step++)
        {
            for (int chain = 0; chain < chains; chain++)
                to[(chain * steps) + step] = ((int*)values)[(step * chains) + chain];
        }
    }

    /// <summary>Turns four numbers of four vectors into four registers with one of each, <paramref name="stride"/> numbers apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d, int* to, nint stride)
    {
        Vector128<long> ab = Sse2.UnpackLow(a, b).AsInt64(), cd = Sse2.UnpackLow(c, d).AsInt64();
        Sse2.UnpackLow(ab, cd).AsInt32().Store(to);
        Sse2.UnpackHigh(ab, cd).AsInt32().Store(to + stride);
        (ab, cd) = (Sse2.UnpackHigh(a, b).AsInt64(), Sse2.UnpackHigh(c, d).AsInt64());
        Sse2.UnpackLow(ab, cd).AsInt32().Store(to + (2 * stride));
        Sse2.UnpackHigh(ab, cd).AsInt32().Store(to + (3 * stride));
    }

    /// <summary>The numbers of four vectors.</summary>
    private readonly record struct Rows(int A, int B, int C, int D);
}
