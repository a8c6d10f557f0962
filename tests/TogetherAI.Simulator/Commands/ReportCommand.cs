namespace TogetherAI.Simulator;
internal static class ReportCommand { public static int Run(CommandLine line) => 2; }
