using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>Reads and checks the <c>autoscaling</c> of a request.</summary>
internal sealed class ScalingReader(FieldReader fields, WorkloadScaling? current, UpdateMask? mask)
{
    private const int MostReplicas = 1000;

    public WorkloadScaling Read()
    {
        int min = fields.Integer("minReplicas", 0, MostReplicas) ?? (Keeps("minReplicas") ? current!.Min : 1);
        int max = fields.Integer("maxReplicas", 0, MostReplicas) ?? (Keeps("maxReplicas") ? current!.Max : min);
        if (min > max)
        {
            throw ApiException.Invalid(
                "autoscaling.minReplicas", FormattableString.Invariant($"autoscaling.minReplicas ({min}) must not be more than autoscaling.maxReplicas ({max})."));
        }

        if (min == 0 && max > 0)
        {
            throw ApiException.Invalid(
                "autoscaling.minReplicas",
                "autoscaling.minReplicas must be at least 1 where maxReplicas is more than 0. Set both to 0 to stop the deployment.");
        }

        return new WorkloadScaling(min, max)
        {
            UpWindow = Window("scaleUpWindow", current?.UpWindow) ?? WorkloadScaling.DefaultUpWindow,
            DownWindow = Window("scaleDownWindow", current?.DownWindow) ?? WorkloadScaling.DefaultDownWindow,
            ToZeroWindow = Window("scaleToZeroWindow", current?.ToZeroWindow),
            Metrics = Metrics() ?? (Keeps("scalingMetrics") ? current!.Metrics : [ScalingTarget.Default]),
        };
    }

    // What is left out stays, unless the mask names it: then it is cleared.
    private bool Keeps(string field) =>
        current is not null && (mask?.Named is not { } named || (!named.Contains("autoscaling") && !named.Contains("autoscaling." + field)));

    private TimeSpan? Window(string field, TimeSpan? before) => fields.OptionalText(field) is { } text
        ? WireDuration.Parse(text, "autoscaling." + field)
        : Keeps(field) ? before : null;

    private List<ScalingTarget>? Metrics()
    {
        if (fields.Objects("scalingMetrics") is not { Count: > 0 } given)
            return null;
        List<ScalingTarget> metrics = [];
        foreach (FieldReader metric in given)
        {
            string name = metric.Choice("name", [.. ScalingTarget.Names]) ?? metric.Text("name");
            string type = metric.Choice("type", [.. ScalingTarget.Types]) ?? metric.Text("type");
            if (metric.Double("target", 0, double.MaxValue) is not ({ } target and > 0))
                throw ApiException.Invalid("autoscaling.scalingMetrics", "autoscaling.scalingMetrics: target is required and must be more than 0.");
            string? percentile = metric.Choice("percentile", [.. ScalingTarget.Percentiles]);
            metrics.Add(new ScalingTarget(name, type, target, percentile));
        }

        return metrics;
    }
}
