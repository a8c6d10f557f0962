namespace TogetherAI;

/// <summary>Finds the load at which serverless costs as much as replicas.</summary>
internal static class BreakEvenFinder
{
    public static IReadOnlyList<BreakEven> Find(AdviceInput input, IReadOnlyList<ReplicaPlan> plans)
    {
        if (input.Prices.Serverless is not { } price)
            return [];
        decimal usdPerRequest = (((decimal)input.Profile.PromptTokens.Mean * price.InputPerMillion) + ((decimal)input.Profile.CompletionTokens.Mean * price.OutputPerMillion)) / 1_000_000m;
        return usdPerRequest <= 0 ? [] : [.. input.Prices.Hardware.Select(hardware => Of(input, hardware, plans.FirstOrDefault(plan => plan.Hardware == hardware.Hardware), usdPerRequest))];
    }

    private static BreakEven Of(AdviceInput input, HardwarePrice hardware, ReplicaPlan? plan, decimal usdPerRequest)
    {
        int replicas = plan?.Replicas ?? 1;
        decimal usd = replicas * hardware.UsdPerHour;
        double rate = (double)(usd / usdPerRequest) / 3600;
        CalendarSlot[] above = [.. input.Calendar.Slots.Where(slot => slot.Requests / 3600 > rate)];
        return new BreakEven
        {
            Hardware = hardware.Hardware,
            Replicas = replicas,
            UsdPerHour = usd,
            RequestsPerSecond = rate,
            TokensPerSecond = rate * input.TokensPerRequest,
            IsWithinCapacity = plan is null ? null : rate <= replicas * plan.RequestsPerSecond,
            ShareOfHours = above.Sum(static slot => slot.HoursOfMonth) / LoadCalendar.HoursOfMonth,
            Hours = HourWords.Of(above),
        };
    }
}
