using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Measuring;

/// <summary>What the machine can do at the moment: how fast it reads, and how fast it multiplies.</summary>
internal sealed unsafe class MachinePeaks(int threads, TimeProvider time) : IDisposable
{
    /// <summary>Large enough that no cache holds much of it.</summary>
    private const int ReadBytes = 256 << 20;
    private const int Chunk = 1 << 20;
    private const int Passes = 5;
    private const int FmaRounds = 4_000_000;

    private readonly WorkerPool _pool = new(threads, alwaysShares: true);
    private readonly LargeMemory _memory = Touched();

    public void Dispose()
    {
        _pool.Dispose();
        _memory.Dispose();
    }

    /// <summary>Bytes read in a second; the median of some passes.</summary>
    public double ReadBytesPerSecond()
    {
        ReadWork work = new(_memory);
        return Measure(work, ReadBytes / Chunk, 1, ReadBytes);
    }

    /// <summary>Single-precision operations in a second, registers only; the median of some passes.</summary>
    public double OperationsPerSecond() =>
        Measure(new FmaWork(), threads, 1, (double)threads * FmaRounds * 2 * FmaWork.Accumulators * Vector512<float>.Count);

    private double Measure(IParallelWork work, int items, int grain, double amount)
    {
        double[] passes = new double[Passes];
        for (int pass = 0; pass < Passes; pass++)
        {
            long start = time.GetTimestamp();
            _pool.Run(work, items, grain);
            passes[pass] = amount / time.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(passes);
        return passes[Passes / 2];
    }

    private static LargeMemory Touched()
    {
        LargeMemory memory = new(ReadBytes);
        new Span<byte>(memory.Pointer, ReadBytes).Fill(1);
        return memory;
    }

    private sealed class ReadWork(LargeMemory memory) : IParallelWork
    {
        private int _sum;

        public void Run(int first, int end)
        {
            for (int chunk = first; chunk < end; chunk++)
                _sum ^= Sum(memory.Pointer + ((nint)chunk * Chunk));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static int Sum(byte* from)
        {
            Vector512<int> a = default, b = default, c = default, d = default;
            for (byte* end = from + Chunk; from < end; from += 256)
            {
                a ^= Vector512.Load((int*)from);
                b ^= Vector512.Load((int*)(from + 64));
                c ^= Vector512.Load((int*)(from + 128));
                d ^= Vector512.Load((int*)(from + 192));
            }

            return Vector512.Sum(a ^ b ^ c ^ d);
        }
    }

    private sealed class FmaWork : IParallelWork
    {
        public const int Accumulators = 8;
        private float _sum;

        public void Run(int first, int end)
        {
            for (int item = first; item < end; item++)
                _sum = Multiply();
        }

        /// <summary>Eight chains are enough for two units of four or five cycles; a width that the processor lacks is done in halves.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static float Multiply()
        {
            Vector512<float> x = Vector512.Create(0.5f), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
            for (int round = 0; round < FmaRounds; round++)
            {
                a = Vector512.MultiplyAddEstimate(a, x, x);
                b = Vector512.MultiplyAddEstimate(b, x, x);
                c = Vector512.MultiplyAddEstimate(c, x, x);
                d = Vector512.MultiplyAddEstimate(d, x, x);
                e = Vector512.MultiplyAddEstimate(e, x, x);
                f = Vector512.MultiplyAddEstimate(f, x, x);
                g = Vector512.MultiplyAddEstimate(g, x, x);
                h = Vector512.MultiplyAddEstimate(h, x, x);
            }

            return Vector512.Sum(a + b + c + d + e + f + g + h);
        }
    }
}
