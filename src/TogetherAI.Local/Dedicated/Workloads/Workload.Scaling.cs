namespace TogetherAI.Local.Dedicated;

// Between two requests the load stands still, so what an autoscaler would do can be told without watching: it is looked at whenever the
// load changes, and when a window after a change is over.
internal sealed partial class Workload
{
    // What was recommended since when; the last holds now. The ones before the longest window are forgotten.
    private readonly List<(DateTimeOffset Since, int Replicas)> _recommended = [];

    // The last look that was noted, so that no request notes the same one again.
    private (DateTimeOffset Used, TimeSpan Window)? _idleLook;

    public WorkloadScaling Scaling { get; private set; }

    /// <summary>When a request last began, ended or was under way.</summary>
    public DateTimeOffset LastUsed { get; private set; }

    /// <summary>Called when the owner's wish has changed.</summary>
    public void SetScaling(WorkloadScaling scaling)
    {
        Scaling = scaling;
        _recommended.Clear();
        if (scaling.Max == 0)
            Stop();
        else if (Desired == 0 || _failure is not null)
            Restart();
        else
            ScaleTo(Math.Clamp(Desired, scaling.Min, scaling.Max));
    }

    /// <summary>Called when a request has come or gone.</summary>
    public void LoadChanged()
    {
        LastUsed = Clock.Now;
        if (Desired > 0 && _failure is null)
            Observe();
    }

    private void Restart()
    {
        Desired = 0;
        Start();
    }

    private void Reckon()
    {
        ReckonIdle();
        if (Desired == 0 || _failure is not null || Scaling.Min == Scaling.Max)
            return;
        int load = Lane.Load;
        int wanted = Math.Clamp(Scaling.Metrics.Max(metric => metric.Wanted(load, Lane.SlotsPerReplica)) ?? Scaling.Min, Scaling.Min, Scaling.Max);
        if (_recommended.Count == 0)
        {
            // Nothing is known of before: it has been as it is.
            _recommended.Add((DateTimeOffset.MinValue, Desired));
        }

        if (_recommended[^1].Replicas != wanted)
        {
            _recommended.Add((Clock.Now, wanted));
            LookAgainIn(Scaling.UpWindow);
            LookAgainIn(Scaling.DownWindow);
        }

        // More only when all of the window wants more, fewer only when none of it wants as many.
        int least = Within(Scaling.UpWindow).Min();
        int most = Within(Scaling.DownWindow).Max();
        int next = least > Desired ? least : most < Desired ? most : Desired;
        Forget();
        if (next != Desired)
            ScaleTo(next);
    }

    private void LookAgainIn(TimeSpan window)
    {
        int start = _start;
        Clock.In(window, () =>
        {
            if (start == _start)
                Observe();
        });
    }

    // What was recommended at any time after the window's beginning, and at it.
    private IEnumerable<int> Within(TimeSpan window)
    {
        DateTimeOffset beginning = Clock.Now - window;
        int first = _recommended.FindLastIndex(entry => entry.Since <= beginning);
        return _recommended.Skip(Math.Max(0, first)).Select(static entry => entry.Replicas);
    }

    private void Forget()
    {
        TimeSpan longest = Scaling.UpWindow > Scaling.DownWindow ? Scaling.UpWindow : Scaling.DownWindow;
        int first = _recommended.FindLastIndex(entry => entry.Since <= Clock.Now - longest);
        if (first > 0)
            _recommended.RemoveRange(0, first);
    }

    private void ReckonIdle()
    {
        if (_owner is not IIdleOwner { IdleWindow: { } window } owner || Desired == 0 || Ready == 0 || Lane.Load > 0)
            return;
        DateTimeOffset used = LastUsed;
        int start = _start;
        if (used + window <= Clock.Now)
        {
            owner.Idle();
            return;
        }

        if (_idleLook == (used, window))
            return;
        _idleLook = (used, window);
        Clock.In(used + window - Clock.Now, () =>
        {
            if (start == _start && LastUsed == used)
                Observe();
        });
    }
}
