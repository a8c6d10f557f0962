using System.Collections.Concurrent;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Tests.Kernels;

public unsafe class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_item_is_done_once_in_every_run(int threads)
    {
        using WorkerPool pool = new(threads);
        Assert.Equal(threads, pool.Threads);
        Counting work = new(1000);
        for (int run = 1; run <= 300; run++)
        {
            pool.Run(work, 1000, grain: 1 + (run % 40));
            Assert.Equal(1000 * run, work.Total);
        }

        Assert.All(work.Counts, count => Assert.Equal(300, count));
    }

    [Fact]
    public void A_fault_on_any_thread_reaches_the_caller_and_the_pool_goes_on()
    {
        using WorkerPool pool = new(3);
        for (int faulty = 0; faulty < 50; faulty++)
            Assert.Throws<InvalidTimeZoneException>(() => pool.Run(new Failing(faulty), 50, 1));
        Counting work = new(10);
        pool.Run(work, 10, 1);
        Assert.Equal(10, work.Total);
    }

    [Fact]
    public void An_idle_pool_can_be_disposed()
    {
        WorkerPool pool = new(4);
        pool.Run(new Counting(100), 100, 1);
        pool.Dispose();
        new WorkerPool(4).Dispose();
    }

    [Fact]
    public void Workers_that_hold_the_work_up_are_left_out_for_as_long_as_it_takes_to_make_up_for_it()
    {
        HandClock clock = new();
        using WorkerPool pool = new(2, clock);
        Straggling work = new(clock);
        for (int loss = 0; loss < 2; loss++)
        {
            int before = work.ByOthers;
            while (work.ByOthers == before)
                pool.Run(work, 20, 1);

            // 19 items took the caller 19 ms, so 20 would have taken it 20; it took 1019. Eight times the lost 999 ms are 399 runs of 20.
            for (int run = 0; run < 399; run++)
                pool.Run(work, 20, 1);
            Assert.Equal(before + 1, work.ByOthers);
        }
    }

    [Fact]
    public void A_caller_that_sleeps_until_the_last_worker_is_done_is_woken()
    {
        using WorkerPool pool = new(2, alwaysShares: true);
        Lasting work = new(Thread.CurrentThread);
        for (int run = 0; run < 20; run++)
        {
            int before = work.ByOthers;
            while (work.ByOthers == before)
                pool.Run(work, 20, 1);
        }
    }

    [Fact]
    public void Claims_are_fewer_items_the_fewer_are_left()
    {
        using WorkerPool pool = new(3, alwaysShares: true);
        Claims work = new();
        pool.Run(work, 500, grain: 50);
        (int First, int End)[] claims = [.. work.All.Order()];
        Assert.Equal(500, claims.Sum(static claim => claim.End - claim.First));
        Assert.All(claims, static claim => Assert.Equal(Math.Clamp((500 - claim.First) / 6, 1, 50), claim.End - claim.First));
        Assert.Equal((0, 50), claims[0]);
    }

    [Fact]
    public void A_pool_that_always_shares_goes_on_with_workers_that_hold_it_up()
    {
        HandClock clock = new();
        using WorkerPool pool = new(2, clock, alwaysShares: true);
        Straggling work = new(clock);
        while (work.ByOthers == 0)
            pool.Run(work, 20, 1);

        // Another pool would now go on alone, and do all items in one piece.
        Claims next = new();
        pool.Run(next, 20, 1);
        Assert.Equal(20, next.All.Count);
    }

    [Fact]
    public void A_product_has_the_same_bits_on_any_number_of_threads()
    {
        const int Rows = 1031, Columns = 517, Tokens = 7;
        float[] weights = new float[Rows * Columns];
        Random random = new(5);
        for (int i = 0; i < weights.Length; i++)
            weights[i] = random.NextSingle() - 0.5f;
        FloatBuffer x = new(Columns * Tokens);
        for (int i = 0; i < x.Length; i++)
            x.Pointer[i] = random.NextSingle();
        fixed (float* data = weights)
        {
            WeightMatrix matrix = WeightFormats.Create(WeightFormat.F32, (byte*)data, Rows, Columns);
            Assert.True((long)Rows * Columns * Tokens > MatrixProduct.SerialMultiplications);
            float[] expected = Multiply(1);
            Assert.Equal(expected, Multiply(2));
            Assert.Equal(expected, Multiply(3));
            Assert.Equal(expected, Multiply(8));

            float[] Multiply(int threads)
            {
                using WorkerPool pool = new(threads);
                FloatBuffer y = new(Rows * Tokens);
                new MatrixProduct(pool).Run(matrix, x.Pointer, Tokens, y.Pointer);
                return y.Slice(0, Rows * Tokens).ToArray();
            }
        }
    }

    /// <summary>A worker's item ends when the caller sleeps.</summary>
    private sealed class Lasting(Thread caller) : IParallelWork
    {
        private int _byOthers;

        public int ByOthers => Volatile.Read(ref _byOthers);

        public void Run(int first, int end)
        {
            if (Thread.CurrentThread == caller)
            {
                Thread.Yield();
                return;
            }

            while ((caller.ThreadState & ThreadState.WaitSleepJoin) == 0)
                Thread.Yield();
            Interlocked.Increment(ref _byOthers);
        }
    }

    private sealed class Claims : IParallelWork
    {
        public ConcurrentBag<(int First, int End)> All { get; } = [];

        public void Run(int first, int end) => All.Add((first, end));
    }

    private sealed class Counting(int items) : IParallelWork
    {
        private int _total;

        public int[] Counts { get; } = new int[items];

        public int Total => _total;

        public void Run(int first, int end)
        {
            for (int i = first; i < end; i++)
                Interlocked.Increment(ref Counts[i]);
            Interlocked.Add(ref _total, end - first);
        }
    }

    /// <summary>An item takes the caller a millisecond; a worker's ends a second after the caller has no more to do.</summary>
    private sealed class Straggling(HandClock clock) : IParallelWork
    {
        private readonly int _caller = Environment.CurrentManagedThreadId;
        private int _byOthers;

        public int ByOthers => Volatile.Read(ref _byOthers);

        public void Run(int first, int end)
        {
            Thread.Yield();
            if (Environment.CurrentManagedThreadId == _caller)
            {
                clock.Turn(end - first);
                return;
            }

            // Three looks at the clock a run: when it starts, when the caller's share is done, when all is.
            SpinWait.SpinUntil(() => clock.Reads % 3 == 2);
            clock.Turn(1000);
            Interlocked.Add(ref _byOthers, end - first);
        }
    }

    /// <summary>Turned by hand, from any thread.</summary>
    private sealed class HandClock : TimeProvider
    {
        private long _ticks;
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public override long TimestampFrequency => 1000;

        public void Turn(int milliseconds) => Interlocked.Add(ref _ticks, milliseconds);

        public override long GetTimestamp()
        {
            long now = Interlocked.Read(ref _ticks);
            Interlocked.Increment(ref _reads);
            return now;
        }
    }

    private sealed class Failing(int faulty) : IParallelWork
    {
        public void Run(int first, int end)
        {
            if (first <= faulty && faulty < end)
                throw new InvalidTimeZoneException();
        }
    }
}
