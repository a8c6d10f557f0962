namespace TogetherAI.Local;

// Why only waits drive the clock: with a request under way, the client's timeouts are pending too, and the next of them is just
// another timer. A clock that jumped to any pending timer would turn every call into a timeout. So a jump goes to the next wait
// (which somebody sits out anyway), and on the way fires whatever is due earlier: a timeout shorter than a backoff still cuts it short.
//
// Why one timer at a time: what a timer sets off may go on on other threads. If the next one fired meanwhile, be it due at the same moment,
// which of the two comes first to a slot or to a queue would be up to the machine and its load. So every step looks anew whether the clock
// may go on at all, and takes its timer under the same lock.
public sealed partial class VirtualTimeProvider
{
    // Real time without any new timer, after which a stalled request's client has read what came before the silence, and reacted to the
    // last timeout. It is the one place where this clock looks at the real one; nothing but stalls pays for it.
    private static readonly TimeSpan s_stallGrace = TimeSpan.FromMilliseconds(100);

    private bool _autoAdvance;
    private bool _waking;
    private long _grace;
    private bool _inGrace;
    private int _serving;
    private int _stalled;

    /// <summary>
    /// Whether the clock jumps by itself to the next wait. Default: <see langword="false"/>.
    /// </summary>
    /// <value>
    /// A wait is <c>Task.Delay</c> on this clock: the pause before a retry, the interval of a poll, a delay that a fault script asked for.
    /// Timeouts (timers of a <see cref="CancellationTokenSource"/>, of <c>Task.WaitAsync</c>) and timers of one's own never make the clock
    /// jump; they fire when a jump to a wait passes them, in due order. A <see cref="PeriodicTimer"/> does not drive the clock either: it
    /// would never let it rest.
    /// <para>While a <see cref="LocalTogether"/> on this clock is serving a request, the clock holds still, so that one caller's pause
    /// cannot time out another caller's answer. Nor does a timer fire that is due at the very same moment: what one of them sets off at the
    /// server comes before the next, however busy the machine is. A request that a fault stalls counts otherwise: only a timeout can end
    /// it, so after a moment in which its caller may read what came before, the clock goes on to the next timer of any kind.</para>
    /// <para>What holds for all virtual clocks: work between two waits takes no time, so a pause of one task that is longer than a
    /// timeout of another may fire that timeout while the other is still busy in its own code. Advance by hand where that matters.</para>
    /// </value>
    public bool AutoAdvance
    {
        get
        {
            lock (_gate)
                return _autoAdvance;
        }

        set
        {
            lock (_gate)
            {
                _autoAdvance = value;
                WakeAutoAdvance();
            }
        }
    }

    /// <summary>Requests that wait for nothing but their callers' timeouts: while there are any, the clock goes on to timers of any kind.</summary>
    internal int Stalled
    {
        get
        {
            lock (_gate)
                return _stalled;
        }
    }

    /// <summary>A request is being served from now on: no jumps until <see cref="EndServing"/>.</summary>
    internal void BeginServing()
    {
        lock (_gate)
            _serving++;
    }

    internal void EndServing()
    {
        lock (_gate)
        {
            _serving--;
            WakeAutoAdvance();
        }
    }

    /// <summary>A wait of whoever is being served, who is not meanwhile. Of whole milliseconds, as <c>Task.Delay</c> is.</summary>
    /// <remarks>
    /// That the wait is over and that its request is being served again is one thing here. With <c>Task.Delay</c> it would be two: the clock
    /// could move on before the request's code has noticed.
    /// </remarks>
    internal async Task WaitServingAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        delay = TimeSpan.FromMilliseconds((long)delay.TotalMilliseconds);
        if (delay == TimeSpan.Zero)
            return;
        ServingWait wait = new(this);
        using ITimer timer = CreateTimer(static wait => ((ServingWait)wait!).End(), wait, delay, Timeout.InfiniteTimeSpan);
        EndServing();
        await using (cancellationToken.UnsafeRegister(static (wait, token) => ((ServingWait)wait!).Cancel(token), wait).ConfigureAwait(false))
            await wait.Over.ConfigureAwait(false);
    }

    /// <summary>A request that is being served waits for nothing but its caller's timeout.</summary>
    internal async Task StallServingAsync(CancellationToken cancellationToken)
    {
        ServingWait wait = new(this);
        lock (_gate)
        {
            _stalled++;
            BeginGrace();
        }

        EndServing();
        // Told by whoever gives up, so that on an in-process host the clock knows of it before it goes on.
        await using (cancellationToken.UnsafeRegister((_, token) => EndStall(wait, token), null).ConfigureAwait(false))
            await wait.Over.ConfigureAwait(false);
    }

    private void EndStall(ServingWait wait, CancellationToken cancellationToken)
    {
        wait.Cancel(cancellationToken);
        lock (_gate)
            _stalled--;
    }

    // Called under the lock. Never fires a timer on the caller's stack: who creates one is not ready for its callback yet.
    private void WakeAutoAdvance()
    {
        if (_waking || NextJump() is null)
            return;
        _waking = true;
        ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.Jump(), this, preferLocal: false);
    }

    private void Jump()
    {
        while (true)
        {
            VirtualTimer next;
            lock (_gate)
            {
                if (NextJump() is not { } found)
                {
                    _waking = false;
                    return;
                }

                next = found;
                if (_stalled > 0 && next.Due > _now)
                    BeginGrace();
                Take(next);
            }

            next.Fire();
        }
    }

    // Called under the lock. The timer that fires next without being told to; null where the clock is to hold still.
    private VirtualTimer? NextJump()
    {
        if (_scheduled.Min is not { } first)
            return null;
        if (_autoAdvance && _serving > 0)
            return _scheduled.TakeWhile(timer => timer.Due <= _now).FirstOrDefault(static timer => timer.IsDueAtOnce);
        if (first.Due <= _now)
            return first;
        if (!_autoAdvance)
            return null;
        return (_stalled > 0 && !_inGrace) || _scheduled.Any(static timer => timer.IsWait) ? first : null;
    }

    // Called under the lock, and anew with every sign of life.
    private void BeginGrace()
    {
        _inGrace = true;
        _ = EndAsync(++_grace);

        async Task EndAsync(long grace)
        {
            await Task.Delay(s_stallGrace, System).ConfigureAwait(false);
            lock (_gate)
            {
                if (grace != _grace)
                    return;
                _inGrace = false;
                WakeAutoAdvance();
            }
        }
    }
}
