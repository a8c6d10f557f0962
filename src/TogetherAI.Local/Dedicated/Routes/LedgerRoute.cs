using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Dedicated;

/// <summary><c>GET /local/ledger</c>: <see cref="DedicatedLedger"/> for another process. It is no route of the service.</summary>
internal sealed class LedgerRoute(VirtualCloud cloud)
{
    public Task HandleAsync(ApiCall call)
    {
        IReadOnlyList<LedgerEntry> entries = new DedicatedLedger(cloud).Entries;
        WireLedger ledger = new()
        {
            Data = [.. entries.Select(WireLedgerEntry.Of)],
            TotalMinutes = entries.Sum(static entry => entry.Minutes),
            TotalUsd = entries.Sum(static entry => entry.Usd),
        };
        return call.WriteJsonAsync(200, ledger, WireJson.Default.WireLedger);
    }
}
