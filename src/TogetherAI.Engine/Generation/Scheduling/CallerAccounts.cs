namespace TogetherAI.Engine.Generation.Scheduling;

/// <summary>
/// The accounts of the callers that have a sequence here. Who comes next is the caller that has had least (the virtual token counter of
/// Sheng et al. 2024, "Fairness in serving large language models", arXiv:2401.00588); one that arrives starts level with the least served
/// of those present, so that being away earns no claim.
/// </summary>
internal sealed class CallerAccounts
{
    private readonly Dictionary<string, CallerAccount> _accounts = new(StringComparer.Ordinal);

    public int Count => _accounts.Count;

    public CallerAccount Enter(string caller)
    {
        if (!_accounts.TryGetValue(caller, out CallerAccount? account))
        {
            long least = long.MaxValue;
            foreach (CallerAccount present in _accounts.Values)
                least = Math.Min(least, present.Served);
            account = new CallerAccount(caller) { Served = _accounts.Count == 0 ? 0 : least };
            _accounts.Add(caller, account);
        }

        account.Sequences++;
        return account;
    }

    public void Leave(CallerAccount account)
    {
        if (--account.Sequences == 0)
            _accounts.Remove(account.Caller);
    }
}
