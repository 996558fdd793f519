"""How far forecasts can be wrong, and how far their sums can: log-normal cells under company and region factors."""

from models.allocation.uncertainty.forecast_distribution import ForecastDistribution, forecast_distribution
from models.allocation.uncertainty.parameters import Uncertainty
from models.allocation.uncertainty.sum_distribution import SumDistribution, sum_distribution

__all__ = ["ForecastDistribution", "SumDistribution", "Uncertainty", "forecast_distribution", "sum_distribution"]
